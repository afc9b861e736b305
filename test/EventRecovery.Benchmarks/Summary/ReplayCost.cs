using System.Diagnostics;
using System.Text.Json;
using EventRecovery.Benchmarks.Replay;

namespace EventRecovery.Benchmarks.Summary;

/// <summary>What a replay costs besides its events: reading, planning, memory.</summary>
internal static class ReplayCost
{
    private const int Shards = 10_000;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(int memoryEvents)
    {
        var scene = await InMemoryScene.WithoutLimits(events: 60_000, shards: 4).MeasureAsync(CancellationToken.None);
        var (small, large) = (Plan(Shards / 10), Plan(Shards));
        var memory = Memory(memoryEvents);
        var flat = memory.HeapMegabytes;
        return
        [
            new(
                "replay, everything in memory",
                "records/s",
                scene.First.RecordsPerSecond,
                "bare GetRecords loop",
                scene.BareRecordsPerSecond
            ),
            new(
                "replay again, all done before",
                "records/s",
                scene.Second.RecordsPerSecond,
                "bare GetRecords loop",
                scene.BareRecordsPerSecond
            ),
            new("plan, 10,000 shards", "ms", large, "1,000 shards", small),
            new(
                $"replay of {memory.Recovered:N0} events, peak",
                "MB",
                memory.PeakWorkingSetMegabytes,
                "live heap at half time",
                flat[flat.Count / 2],
                "< 200",
                memory.PeakWorkingSetMegabytes < 200
            ),
            new($"replay of {memory.Recovered:N0} events, heap at its end", "MB", flat[^1], "after a tenth", flat[0]),
        ];
    }

    private static double Plan(int count)
    {
        var lineage = SomeShards.Lineage(count);
        var best = double.MaxValue;
        for (var round = 0; round < 10; round++)
        {
            var began = Stopwatch.GetTimestamp();
            SomeShards.Plan(lineage);
            best = Math.Min(best, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return best;
    }

    /// <summary>With what a Lambda of 256 MB leaves to the heap.</summary>
    private static MemoryFigures Memory(int events) =>
        JsonSerializer.Deserialize<MemoryFigures>(
            OwnProcess.Run(
                ["memory", "--events", $"{events}"],
                ("DOTNET_GCHeapHardLimit", "0xC800000"),
                ("DOTNET_gcServer", "0")
            )
        )!;
}
