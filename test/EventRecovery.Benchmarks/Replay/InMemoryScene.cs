using System.Globalization;
using System.Text;
using EventRecovery.Replay;
using EventRecovery.Streams;
using EventRecovery.Testing.Claims;
using EventRecovery.Testing.Replay;
using EventRecovery.Testing.Streams;
using EventRecovery.Testing.Time;

namespace EventRecovery.Benchmarks.Replay;

/// <summary>All services in memory: as fast as this machine, or as fast as Kinesis lets a shard be read.</summary>
internal static class InMemoryScene
{
    private const int Keys = 4_000;

    private static readonly StreamName Source = new("event_stream");

    public static ReplayScene WithoutLimits(int events, int shards)
    {
        var (kinesis, window) = Fill(events, shards);
        return new ReplayScene(
            "withoutLimits",
            "In memory, no limits: the bare loop does nothing at all, so the share says only what a core can recover.",
            () => kinesis,
            new AcceptingWriter(TimeSpan.Zero),
            new InMemoryClaimStore(),
            new InMemoryCheckpointStore(),
            new InMemoryRunStore(),
            Source,
            window
        );
    }

    public static ReplayScene AtKinesisLimits(int events, int shards)
    {
        var (kinesis, window) = Fill(events, shards);
        return new ReplayScene(
            "atKinesisLimits",
            "In memory, each shard at Kinesis' read limits (2 MB and 5 calls a second), each call as slow as "
                + $"{ServiceTimes.Read.TotalMilliseconds} ms to read, {ServiceTimes.Put.TotalMilliseconds} ms to put, "
                + $"{ServiceTimes.Claim.TotalMilliseconds} ms to claim.",
            () => new LimitedKinesis(kinesis, TimeProvider.System),
            new AcceptingWriter(ServiceTimes.Put),
            new SlowClaimStore(new InMemoryClaimStore(), ServiceTimes.Claim),
            new InMemoryCheckpointStore(),
            new InMemoryRunStore(),
            Source,
            window
        )
        {
            ReadShare = 1,
        };
    }

    /// <summary>Events of some 250 bytes, such as the sample recalculation corrects.</summary>
    public static (string Key, byte[] Data) Event(int number, DateTimeOffset at)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"key-{number % Keys}");
        var json = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"id":"event-{{number:D9}}","timestamp":"{{at:O}}","original_value":{{number % 1000}}.25,"status":"pending","place":"12 km NNE of somewhere, in a region with a long name","magnitude":{{number % 90 / 10m}},"source":"{{key}}","tags":["a","b","c"]}"""
        );
        return (key, Encoding.UTF8.GetBytes(json));
    }

    /// <summary>A window of an hour that ended an hour ago, and a stream that went on: as after an incident.</summary>
    private static (InMemoryKinesis Kinesis, ReplayWindow Window) Fill(int events, int shards)
    {
        var from = TimeProvider.System.GetUtcNow() - TimeSpan.FromHours(2);
        var time = new VirtualTime(from.AddHours(-1));
        var kinesis = new InMemoryKinesis(time);
        kinesis.CreateStream(Source, shards);
        time.Advance(TimeSpan.FromHours(3));
        var window = new ReplayWindow(from, from.AddHours(1));
        for (var number = 0; number < events; number++)
        {
            var (key, data) = Event(number, from);
            kinesis.Put(Source, key, data, window.From + ((window.To - window.From) * number / events));
        }

        for (var number = events; number < events + ReplayScene.LaterEvents; number++)
        {
            var (key, data) = Event(number, window.To);
            kinesis.Put(Source, key, data, window.To + ReplayScene.Later);
        }

        return (kinesis, window);
    }
}
