using System.Diagnostics;
using System.Text.Json;
using EventRecovery.Benchmarks.Replay;
using EventRecovery.Replay;
using EventRecovery.Replay.Planning;
using EventRecovery.Streams;

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
        var width = UInt128.MaxValue / (UInt128)count;
        var listing = Enumerable
            .Range(0, count)
            .Select(i => new ShardDescription(
                new ShardId($"shardId-{i:D12}"),
                // Half of them are children of the others.
                i >= count / 2
                    ? new ShardId($"shardId-{i - (count / 2):D12}")
                    : null,
                AdjacentParent: null,
                new HashKeyRange(width * (UInt128)i, (width * (UInt128)(i + 1)) - 1),
                SomeRecords.Sequence(i),
                i >= count / 2 ? null : SomeRecords.Sequence(i + count)
            ))
            .ToList();
        var window = new ReplayWindow(SomeRecords.At, SomeRecords.At.AddHours(1));
        var best = double.MaxValue;
        for (var round = 0; round < 10; round++)
        {
            var began = Stopwatch.GetTimestamp();
            ReplayPlanner.Plan(ShardLineage.Of(listing), window, [], attempt: 1, SomeRecords.At.AddHours(2));
            best = Math.Min(best, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return best;
    }

    private static MemoryFigures Memory(int events)
    {
        var self = Path.Combine(AppContext.BaseDirectory, "EventRecovery.Benchmarks.dll");
        var start = new ProcessStartInfo("dotnet", [self, "memory", "--events", $"{events}"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        // What a Lambda of 256 MB leaves to the heap.
        start.Environment["DOTNET_GCHeapHardLimit"] = "0xC800000";
        start.Environment["DOTNET_gcServer"] = "0";
        using var child = Process.Start(start)!;
        var said = child.StandardOutput.ReadToEnd();
        return JsonSerializer.Deserialize<MemoryFigures>(said)!;
    }
}
