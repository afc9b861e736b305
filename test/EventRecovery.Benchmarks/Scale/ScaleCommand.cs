using System.CommandLine;
using System.Globalization;
using System.Text;
using EventRecovery.Replay.Costs;
using EventRecovery.Simulation.Scale;

namespace EventRecovery.Benchmarks.Scale;

/// <summary><c>scale</c>: replays from one shard to five thousand, simulated in virtual time, beside the planner and the physical limit.</summary>
internal static class ScaleCommand
{
    private const string Head =
        "| replay | shards | window | records/s a shard | reads | workers | simulated | planned | physical | dollars: table · stream · compute · all | first limit | then | what to raise |\n"
        + "|---|---:|---:|---:|---|---:|---:|---:|---:|---:|---|---|---|";

    public static Command Create()
    {
        var command = new Command("scale", "Replays of up to 5,000 shards and 72 hours, simulated in virtual time.");
        command.SetAction(_ =>
        {
            Console.WriteLine(Head);
            foreach (var row in ScaleRows.All)
            {
                Console.WriteLine(Line(row));
            }
        });
        return command;
    }

    private static string Line(ScaleRow row)
    {
        var simulated = new ReplaySimulation(row).Run();
        var planned = PlannedReplay.Estimate(row);
        var physical = row.RecordsOf(0) * row.RecordBytes / AwsLimits.ShardReadBytesPerSecond / 3600;
        var reads =
            row.FanOut ? "fan-out"
            : row.LiveBytesPerSecond > 0 ? Text($"shared, live {row.LiveBytesPerSecond / 1_000_000:0.#} MB/s")
            : "shared";
        var line = new StringBuilder();
        line.Append(
            Text(
                $"| {row.Name} | {row.Shards:N0} | {row.Hours} h | {row.RecordsPerSecond:N0} of {row.RecordBytes:N0} B | {reads} | {row.Workers:N0} "
            )
        );
        line.Append(Text($"| {Hours(simulated.Hours)} | {Hours(planned.Duration.TotalHours)} | {Hours(physical)} "));
        line.Append(Text($"| {Dollars(simulated, planned, row)} "));
        var (first, then) = Binding.Of(row);
        line.Append(Text($"| {first} | {then} | {Advice.For(first, row)} |"));
        return line.ToString();
    }

    /// <summary>Quantities as simulated, where the simulation has them; prices as the planner's.</summary>
    private static string Dollars(ScaleResult simulated, CostEstimate planned, ScaleRow row)
    {
        var prices = PriceList.Default;
        var table =
            ((decimal)simulated.WriteUnits * prices[PriceList.DynamoDbWriteUnits].Dollars)
            + ((decimal)simulated.ReadUnits * prices[PriceList.DynamoDbReadUnits].Dollars);
        var stream = planned
            .Lines.Where(line => line.Name.StartsWith("kinesis", StringComparison.Ordinal))
            .Sum(line => line.Dollars);
        if (row.FanOut)
        {
            stream +=
                ((decimal)(row.Records * row.RecordBytes / 1e9) * prices.All["kinesisFanOutGigabytes"].Dollars)
                + (row.Shards * (decimal)simulated.Hours * prices.All["kinesisFanOutShardHours"].Dollars);
        }

        var compute =
            ((decimal)simulated.BusySeconds * prices[PriceList.LambdaGigabyteSeconds].Dollars)
            + (simulated.Invocations * prices[PriceList.LambdaRequests].Dollars)
            + (simulated.Invocations * 3 * prices[PriceList.StepFunctionsTransitions].Dollars);
        return Text($"{table:N2} · {stream:N2} · {compute:N2} · **{table + stream + compute:N2}**");
    }

    private static string Hours(double hours) => hours < 1 ? Text($"{hours * 60:0.#} min") : Text($"{hours:N1} h");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
