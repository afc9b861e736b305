using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace EventRecovery.Benchmarks.Summary;

/// <summary><c>summary</c>: one table of everything, each figure beside its baseline in the same run, and as JSON in a file.</summary>
internal static class SummaryCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private static readonly Option<FileInfo> To = new("--json")
    {
        Description = "Where the figures go.",
        DefaultValueFactory = _ => new FileInfo(Path.Combine("artifacts", "benchmarks.json")),
    };

    private static readonly Option<int> MemoryEvents = new("--memory-events")
    {
        Description = "Events of the replay whose memory is watched.",
        DefaultValueFactory = _ => 1_000_000,
    };

    private static readonly Option<int> AuditEvents = new("--audit-events")
    {
        Description = "Events a side of the smaller of two audits; the other has twice as many.",
        DefaultValueFactory = _ => 1_000_000,
    };

    public static Command Create()
    {
        var command = new Command("summary", "Everything in one table, in under five minutes.")
        {
            To,
            MemoryEvents,
            AuditEvents,
        };
        command.SetAction(
            async (parsed, _) =>
            {
                var figures = new List<Figure>();
                figures.AddRange(await EventCost.MeasureAsync());
                figures.AddRange(await CapacityCost.CountAsync());
                figures.AddRange(await ReplayCost.MeasureAsync(parsed.GetValue(MemoryEvents)));
                figures.AddRange(AuditCost.Measure(parsed.GetValue(AuditEvents)));
                Print(figures);
                Write(figures, parsed.GetValue(To)!);
                return figures.Exists(figure => figure.Kept == false) ? 1 : 0;
            }
        );
        return command;
    }

    private static string Machine =>
        $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.FrameworkDescription}";

    public static void Print(IReadOnlyList<Figure> figures)
    {
        Console.WriteLine(Machine);
        Console.WriteLine();
        Console.WriteLine("| what | figure | unit | beside | figure | promised |");
        Console.WriteLine("|---|---:|---|---|---:|---|");
        foreach (var figure in figures)
        {
            var promised = figure.Limit is null ? "" : $"{figure.Limit} {(figure.Kept == false ? "MISSED" : "✔")}";
            Console.WriteLine(
                $"| {figure.What} | {Number(figure.Value)} | {figure.Unit} | {figure.Baseline} | {Number(figure.BaselineValue)} | {promised} |"
            );
        }
    }

    private static void Write(List<Figure> figures, FileInfo to)
    {
        to.Directory!.Create();
        File.WriteAllText(to.FullName, JsonSerializer.Serialize(new { machine = Machine, figures }, Json));
    }

    private static string Number(double? value) =>
        value is { } number
            ? number.ToString(Math.Abs(number) >= 100 ? "N0" : "0.##", CultureInfo.InvariantCulture)
            : "not measured";
}
