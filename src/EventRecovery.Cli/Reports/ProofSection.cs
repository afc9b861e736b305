namespace EventRecovery.Cli.Reports;

/// <summary>What anybody can check again: counts, hashes, and that each shard reached its end.</summary>
internal static class ProofSection
{
    public static Html Of(ReportModel report)
    {
        var manifest = report.Manifest;
        return new Html().Add(
            $"""
            <p>{manifest.Events:N0} results in {manifest.Objects:N0} objects, {manifest.Bytes
                / 1024.0:N0} KB before compression, each held to the hashes below.</p>
            <p class="hash"><b>Total hash</b> <code>{manifest.TotalHash}</code></p>
            <p class="quiet">The same for every run that computes the same of the same events, in whatever order, shards and batches.</p>
            <div class="wide"><table><thead><tr><th>Shard, read to its end</th><th class="n">Events</th><th class="n">Parked</th><th class="n">Objects</th><th>Content hash</th></tr></thead>
            <tbody>{Html.Of(
                manifest.Shards.Select(shard =>
                    new Html().Add(
                        $"<tr><td>{shard.Shard}</td><td class=\"n\">{shard.Events:N0}</td><td class=\"n\">{shard.Parked:N0}</td><td class=\"n\">{shard.Objects:N0}</td><td><code>{shard.ContentHash[..16]}…</code></td></tr>"
                    )
                )
            )}</tbody></table></div>
            """
        );
    }
}
