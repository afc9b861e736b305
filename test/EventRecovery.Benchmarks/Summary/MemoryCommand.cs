using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using EventRecovery.Publishing;
using EventRecovery.Recalculation;
using EventRecovery.Replay;
using EventRecovery.Replay.Requests;
using EventRecovery.Replay.Running;
using EventRecovery.Runtime;
using EventRecovery.Streams;
using EventRecovery.Telemetry;
using EventRecovery.Testing.Replay;

namespace EventRecovery.Benchmarks.Summary;

/// <summary><c>memory</c>: what a long replay holds, in a process that does nothing else.</summary>
internal static class MemoryCommand
{
    private const int Samples = 10;

    private static readonly Option<int> Events = new("--events") { DefaultValueFactory = _ => 1_000_000 };

    public static Command Create()
    {
        var command = new Command("memory", "The memory of one replay, from its beginning to its end.") { Events };
        command.SetAction(
            async (parsed, _) =>
                Console.WriteLine(JsonSerializer.Serialize(await MeasureAsync(parsed.GetValue(Events))))
        );
        return command;
    }

    private static async Task<MemoryFigures> MeasureAsync(int events)
    {
        var stream = new StreamName("event_stream");
        var writer = new SamplingWriter(events / Samples);
        using var metrics = new RecoveryMetrics();
        var (time, entropy, version) = (TimeProvider.System, new SystemEntropy(), new RateAdjustment().Version);
        var runner = new ReplayRunner(
            new GeneratedReader(events),
            new InMemoryRunStore(),
            new InMemoryCheckpointStore(),
            (_, _) => Task.FromResult(new ShardWork(Engines.Consumer(new NoClaims(), writer), new WriteUnitTally())),
            [version],
            new StreamName("recovered_events"),
            metrics,
            time,
            entropy,
            new ReplayOptions { ReadShare = 100_000 }
        );
        var window = new ReplayWindow(SomeRecords.At.AddMinutes(-1), SomeRecords.At.AddMinutes(1));
        var definition = new RunDefinition(stream, window, version, ReplayMode.Replay)
        {
            Limits = new ReplayLimits { RecordsPerSecondPerShard = ReplayLimits.MostRecordsPerSecond },
        };
        var began = Stopwatch.GetTimestamp();
        var request = new ReplayRequest(ReplayAction.Run, new RunId("memory"), definition);
        var deadline = new Deadline(time, time.GetUtcNow() + TimeSpan.FromMinutes(10));
        var answer = await runner.HandleAsync(request, deadline, CancellationToken.None);
        using var process = Process.GetCurrentProcess();
        return new MemoryFigures(
            answer.Counts.Events.Recovered,
            Math.Round(Stopwatch.GetElapsedTime(began).TotalSeconds, 1),
            process.PeakWorkingSet64 / 1_000_000,
            writer.Heap
        );
    }

    /// <summary>Looks at the heap, collected, after each tenth of the events.</summary>
    private sealed class SamplingWriter(int every) : IRecordWriter
    {
        private int seen;

        public List<long> Heap { get; } = [];

        public Task<IReadOnlyList<PutOutcome>> PutAsync(
            IReadOnlyList<OutgoingRecord> records,
            CancellationToken cancellationToken
        )
        {
            seen += records.Count;
            if (seen / every > Heap.Count)
            {
                Heap.Add(GC.GetTotalMemory(forceFullCollection: true) / 1_000_000);
            }

            return Task.FromResult<IReadOnlyList<PutOutcome>>(new PutOutcome[records.Count]);
        }
    }
}

/// <param name="HeapMegabytes">Live objects after each tenth of the events.</param>
internal sealed record MemoryFigures(
    long Recovered,
    double Seconds,
    long PeakWorkingSetMegabytes,
    List<long> HeapMegabytes
);
