using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using EventRecovery.Audit;
using EventRecovery.Audit.Findings;
using EventRecovery.Audit.Reading;
using EventRecovery.Objects;
using EventRecovery.Replay;
using EventRecovery.Runtime;

namespace EventRecovery.Benchmarks.Audit;

/// <summary>
/// <c>audit</c>: two files of events reconciled, and twice as many, beside a bare loop that parses both files and keeps nothing. Each
/// event in a thousand is missing and each in five hundred wrong, so every cell differs and is reconciled event by event.
/// </summary>
internal static class AuditCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private static readonly DateTimeOffset Begin = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

    private static readonly Option<int> Events = new("--events")
    {
        Description = "Events a side; measured with these and with twice as many.",
        DefaultValueFactory = _ => 1_000_000,
    };

    private static readonly Option<int?> Once = new("--once")
    {
        Description = "Measure with this many events a side, once, such as 10000000: what memory they take.",
    };

    public static Command Create()
    {
        var command = new Command("audit", "Reconcile two files of events, and of twice as many.") { Events, Once };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var events = parsed.GetValue(Events);
                var folder = Directory.CreateTempSubdirectory("event-recovery-bench-");
                try
                {
                    if (parsed.GetValue(Once) is { } many)
                    {
                        var figures = await MeasureAsync(folder.FullName, many, cancellationToken, bare: false);
                        Console.WriteLine(JsonSerializer.Serialize(new { benchmark = "audit", once = figures }, Json));
                        return;
                    }

                    var once = await MeasureAsync(folder.FullName, events, cancellationToken);
                    var twice = await MeasureAsync(folder.FullName, events * 2, cancellationToken);
                    Console.WriteLine(JsonSerializer.Serialize(new AuditComparison(once, twice), Json));
                }
                finally
                {
                    folder.Delete(recursive: true);
                }
            }
        );
        return command;
    }

    private static async Task<AuditFigures> MeasureAsync(
        string folder,
        int events,
        CancellationToken cancellationToken,
        bool bare = true
    )
    {
        await WriteAsync(Path.Combine(folder, "expected.jsonl"), events, faults: false, cancellationToken);
        await WriteAsync(Path.Combine(folder, "processed.jsonl"), events, faults: true, cancellationToken);
        var began = Stopwatch.GetTimestamp();
        foreach (var name in bare ? ["expected.jsonl", "processed.jsonl"] : Array.Empty<string>())
        {
            await foreach (var line in File.ReadLinesAsync(Path.Combine(folder, name), cancellationToken))
            {
                using var parsed = JsonDocument.Parse(line);
            }
        }

        var baseline = Stopwatch.GetElapsedTime(began).TotalSeconds;
        began = Stopwatch.GetTimestamp();
        var sink = new CountingSink();
        var report = await AuditAsync(folder, sink, cancellationToken);
        using var process = Process.GetCurrentProcess();
        return new AuditFigures(
            events,
            Math.Round(Stopwatch.GetElapsedTime(began).TotalSeconds, 2),
            bare ? Math.Round(baseline, 2) : null,
            process.PeakWorkingSet64 / 1024 / 1024,
            report.CellsReconciled,
            sink.Count,
            report.Counts[Verdict.Missing] == (events + 999) / 1000
        );
    }

    private static Task<AuditReport> AuditAsync(string folder, IFindingSink sink, CancellationToken cancellationToken)
    {
        var store = new FolderObjectStore(folder, new SystemEntropy());
        ObjectSource Source(string name) => new(name, store, new ObjectChoice.One(name), 1 << 20);
        var request = new AuditRequest(
            new AuditScope(new ReplayWindow(Begin, Begin.AddDays(1))),
            Source("expected.jsonl"),
            [Source("processed.jsonl")]
        )
        {
            Rule = new ResultRule.Values([new ComparedValue("/value", "/value")]),
        };
        return new AuditRunner(folder, TimeProvider.System, new SystemEntropy()).RunAsync(
            request,
            sink,
            cancellationToken
        );
    }

    private static async Task WriteAsync(string path, int events, bool faults, CancellationToken cancellationToken)
    {
        await using var file = new StreamWriter(path);
        var step = TimeSpan.FromDays(1) / events;
        for (var index = 0; index < events; index++)
        {
            if (faults && index % 1000 == 0)
            {
                continue;
            }

            var value = faults && index % 500 == 1 ? -1 : index % 977;
            var line = string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"id":"payment-{{index:D9}}","timestamp":"{{(Begin + (step * index)).UtcDateTime:O}}","account":"account-{{index % 4001}}","value":{{value}},"type":"payment"}"""
            );
            await file.WriteLineAsync(line.AsMemory(), cancellationToken);
        }
    }

    private sealed class CountingSink : IFindingSink
    {
        public long Count { get; private set; }

        public ValueTask AddAsync(Finding finding, CancellationToken cancellationToken)
        {
            Count++;
            return ValueTask.CompletedTask;
        }
    }
}
