using EventRecovery.Replay.Costs;

namespace EventRecovery.Cli.Reports;

/// <summary>What the run consumed, at list prices.</summary>
internal static class CostTable
{
    public static Html Of(IReadOnlyList<CostLine> lines) =>
        new Html().Add(
            $"""
            <div class="wide"><table><thead><tr><th>What</th><th class="n">Quantity</th><th class="n">US dollars</th></tr></thead>
            <tbody>{Html.Of(
                lines.Select(line =>
                    new Html().Add(
                        $"<tr><td>{line.Price.Unit}</td><td class=\"n\">{line.Quantity:N0}</td><td class=\"n\">{line.Dollars:0.000000}</td></tr>"
                    )
                )
            )}
            <tr class="sum"><td>Together</td><td></td><td class="n">{lines.Sum(line =>
                line.Dollars
            ):0.000000}</td></tr></tbody></table></div>
            <p class="quiet">List prices of {PriceList.Default.Region}, read {lines.Min(line => line.Price.Read)}.</p>
            """
        );
}
