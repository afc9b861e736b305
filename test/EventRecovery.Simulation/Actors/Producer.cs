using System.Globalization;
using System.Text;
using EventRecovery.Aws.DynamoDb;
using EventRecovery.Claims;
using EventRecovery.Publishing;
using EventRecovery.Simulation.Checks;
using EventRecovery.Simulation.Faults;
using EventRecovery.Simulation.Running;
using EventRecovery.Streams;
using EventRecovery.Testing.Kpl;

namespace EventRecovery.Simulation.Actors;

/// <summary>Puts events on the source stream, and those that its consumer fails on the error stream too, in the same order.</summary>
internal sealed class Producer(World world)
{
    private const int Keys = 5;

    /// <summary>A record may have so much, and what recovery adds to it is too much.</summary>
    private const int AlmostTooLarge = PublishLimits.BytesPerRecord - 200;

    /// <summary>More than an item may have.</summary>
    private const int TooLargeForAnItem = DynamoParkedEvents.MaxInlineBytes + 1;

    private readonly List<Written> written = [];
    private int next;

    public async Task RunAsync()
    {
        for (var i = 0; i < world.Scenario.Events; i++)
        {
            if (world.Chaos.Strikes(Fault.Aggregate, 0.15))
            {
                PutAggregate();
            }
            else if (world.Chaos.Strikes(Fault.Poison, 0.1))
            {
                PutPoison();
            }
            else if (world.Chaos.Strikes(Fault.OversizedEvent, 0.01))
            {
                Put(Event(Key()) with { Padding = AlmostTooLarge });
            }
            else
            {
                Put(Event(Key()));
            }

            Repeat();
            await world.Thread.DelayAsync(world.Dice.NextDouble() * world.Scenario.Pause);
        }
    }

    /// <summary>An event of the past that arrives now.</summary>
    public void PutOld(DateTimeOffset timestamp) => Put(Event("k0", timestamp), fails: true);

    private string Key()
    {
        if (world.Scenario.HasHotKey && world.Dice.Next(10) > 0)
        {
            world.Chaos.Note(Fault.HotKey);
            return "k0";
        }

        return string.Create(CultureInfo.InvariantCulture, $"k{world.Dice.Next(Keys)}");
    }

    private Written Event(string key, DateTimeOffset? timestamp = null)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"e{next++}");
        world.Ledger.Know(id);
        var time = timestamp ?? world.Thread.Now - (world.Dice.NextDouble() * world.Scenario.Spread);
        var one = new Written(id, key, time, world.Dice.Next(1, 1000));
        written.Add(one);
        return one;
    }

    private void Put(Written one, bool? fails = null)
    {
        var source = new SourceEvent(one.Id, one.Key, IsPoison: false, Sub: null, one.Value);
        Put(one.Key, one.ToBytes(), [source], fails);
    }

    private void Put(string key, byte[] data, IReadOnlyList<SourceEvent> events, bool? fails = null)
    {
        // Arrival times are neither exact nor in order.
        var jitter = TimeSpan.FromSeconds(world.Dice.Next(4) == 0 ? -world.Dice.Next(20) : 0);
        Put(SourceStreams.Source, key, data, events, jitter);
        if (fails ?? world.Dice.Next(3) == 0)
        {
            Put(SourceStreams.Errors, key, data, events, TimeSpan.Zero);
        }
    }

    private void Put(StreamName stream, string key, byte[] data, IReadOnlyList<SourceEvent> events, TimeSpan jitter)
    {
        world.Streams.Put(stream, key, data, events, world.Thread.Now + jitter);
        var put = world.Streams.Records(stream)[^1];
        foreach (var poison in events.Where(one => one.IsPoison))
        {
            world.Poison.Add(SourceDigest.Of(new SourcePosition(stream, put.Shard, put.PositionOf(poison))));
        }
    }

    private void Repeat()
    {
        if (written.Count > 0 && world.Chaos.Strikes(Fault.SameIdLater, 0.12))
        {
            Put(written[world.Dice.Next(written.Count)], fails: true);
        }

        if (written.Count > 0 && world.Chaos.Strikes(Fault.SameIdOtherPayload, 0.08))
        {
            var one = written[world.Dice.Next(written.Count)];
            Put(one with { Value = one.Value + 1000 });
        }
    }

    /// <summary>
    /// A producer that packs for one shard. When that has split since, it puts the aggregate into both children, and each reader
    /// keeps what is in its shard's range.
    /// </summary>
    private void PutAggregate()
    {
        var shards = world.Streams.OpenShards(SourceStreams.Source);
        var keys = Enumerable.Range(0, Keys).Select(i => $"k{i}").ToList();
        var shard = shards[world.Dice.Next(shards.Count)];
        var aggregator = new KplAggregator();
        var events = new List<SourceEvent>();
        var count = world.Dice.Next(1, 5);
        var siblings = shards.Where(other => other.Parent is { } parent && parent == shard.Parent).ToList();
        var homes = siblings.Count > 1 ? siblings : [shard];
        var fitting = keys.Where(key => homes.Exists(home => home.HashKeys.Contains(HashKeyRange.HashOf(key))))
            .ToList();
        if (fitting.Count == 0)
        {
            return;
        }

        for (var i = 0; i < count; i++)
        {
            var one = Event(fitting[world.Dice.Next(fitting.Count)]);
            aggregator.Add(one.Key, one.ToBytes());
            events.Add(new SourceEvent(one.Id, one.Key, IsPoison: false, i, one.Value));
        }

        var data = aggregator.ToRecord();
        if (world.Dice.Next(6) == 0)
        {
            data[^1] ^= 1;
            events = [new SourceEvent(null, "aggregate", IsPoison: true, Sub: null, 0)];
        }

        foreach (var home in homes)
        {
            Put(SourceStreams.Source, KeyIn(home.HashKeys), data, events, TimeSpan.Zero);
        }

        // Whoever fails on an event fails on it alone, under its own key.
        foreach (var failed in written.Where(one => events.Exists(of => of.Id == one.Id)))
        {
            if (world.Dice.Next(3) == 0)
            {
                var source = new SourceEvent(failed.Id, failed.Key, IsPoison: false, Sub: null, failed.Value);
                Put(SourceStreams.Errors, failed.Key, failed.ToBytes(), [source], TimeSpan.Zero);
            }
        }
    }

    private static string KeyIn(HashKeyRange range)
    {
        for (var i = 0; ; i++)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"aggregate-{i}");
            if (range.Contains(HashKeyRange.HashOf(key)))
            {
                return key;
            }
        }
    }

    private void PutPoison()
    {
        var key = Key();
        var id = string.Create(CultureInfo.InvariantCulture, $"p{next++}");
        world.Ledger.Know(id);
        var time = world.Thread.Now.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        var head = $$"""{"id":"{{id}}","timestamp":"{{time}}","note":"{{Ledger.Secret}}","original_value":""";
        var (data, known) = world.Dice.Next(8) switch
        {
            0 => (Encoding.UTF8.GetBytes(head + "NaN}"), false),
            1 => (Encoding.UTF8.GetBytes(head + "1,\"id\":\"" + id + "\"}"), false),
            2 => ([.. Encoding.UTF8.GetBytes(head), (byte)'"', 0xFF, (byte)'"', (byte)'}'], false),
            3 => (Encoding.UTF8.GetBytes(head + new string('[', 200) + new string(']', 200) + "}"), false),
            4 => (Encoding.UTF8.GetBytes(head + "\"a string\"}"), true),
            // What an inflate bomb looks like to whoever inflates: nobody here does.
            5 => ([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, .. new byte[40]], false),
            6 => ("{}"u8.ToArray(), false),
            _ => (Encoding.UTF8.GetBytes(head), false),
        };
        if (world.Chaos.Strikes(Fault.LargePoison, 0.25))
        {
            (data, known) = (Encoding.UTF8.GetBytes(head + new string(' ', TooLargeForAnItem)), false);
        }

        Put(key, data, [new SourceEvent(known ? id : null, key, IsPoison: true, Sub: null, 0)]);
    }

    private sealed record Written(string Id, string Key, DateTimeOffset Timestamp, int Value)
    {
        public int Padding { get; init; }

        public byte[] ToBytes() =>
            Encoding.UTF8.GetBytes(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $$"""{"id":"{{Id}}","timestamp":"{{Timestamp.UtcDateTime:O}}","original_value":{{Value}},"note":"{{Ledger.Secret}}{{new string(' ', Padding)}}"}"""
                )
            );
    }
}
