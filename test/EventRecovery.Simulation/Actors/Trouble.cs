using Amazon.DynamoDBv2.Model;
using EventRecovery.Simulation.Faults;
using EventRecovery.Simulation.Running;
using EventRecovery.Streams;

namespace EventRecovery.Simulation.Actors;

/// <summary>What happens to streams and table while everybody works: reshards, storms, a page that goes bad.</summary>
internal sealed class Trouble(World world)
{
    private (string Pk, string Sk)? damaged;

    public async Task RunAsync(Func<bool> isOver)
    {
        while (!isOver())
        {
            await world.Thread.DelayAsync(TimeSpan.FromSeconds(world.Dice.Next(5, 40)));
            world.Weather.Change();
            Reshard(world.Dice.Next(2) == 0 ? SourceStreams.Source : SourceStreams.Errors);
            Damage();
        }
    }

    /// <summary>Everything that was broken is whole again.</summary>
    public void Mend()
    {
        if (damaged is { } page)
        {
            Flip(page);
            damaged = null;
        }
    }

    private void Reshard(StreamName stream)
    {
        if (world.Streams.Shards(stream).Count > 8)
        {
            return;
        }

        if (world.Chaos.Strikes(Fault.SplitDuringBatch, 0.08))
        {
            Split(stream);
        }

        if (world.Chaos.Strikes(Fault.SplitTwice, 0.05) && Split(stream) is { } low)
        {
            world.Streams.Kinesis.Split(stream, low);
        }

        if (Neighbours(stream) is { } pair && world.Chaos.Strikes(Fault.Merge, 0.1))
        {
            world.Streams.Kinesis.Merge(stream, pair.Low, pair.High);
        }

        if (Neighbours(stream) is { } both && world.Chaos.Strikes(Fault.MergeThenSplit, 0.06))
        {
            world.Streams.Kinesis.Split(stream, world.Streams.Kinesis.Merge(stream, both.Low, both.High));
        }
    }

    private ShardId? Split(StreamName stream)
    {
        var open = world.Streams.OpenShards(stream);
        return world.Streams.Kinesis.Split(stream, open[world.Dice.Next(open.Count)].Id).Low;
    }

    private (ShardId Low, ShardId High)? Neighbours(StreamName stream)
    {
        var open = world.Streams.OpenShards(stream).OrderBy(shard => shard.HashKeys.Start).ToList();
        var at = open.Count > 1 ? world.Dice.Next(open.Count - 1) : -1;
        return at < 0 ? null : (open[at].Id, open[at + 1].Id);
    }

    private void Damage()
    {
        if (damaged is not null)
        {
            if (world.Dice.Next(4) == 0)
            {
                Mend();
            }

            return;
        }

        var pages = world
            .Table.All.Where(entry => entry.Item.Attributes.ContainsKey("body"))
            .Select(entry => (entry.Pk, entry.Sk))
            .ToList();
        if (pages.Count > 0 && world.Chaos.Strikes(Fault.DamagedPage, 0.06))
        {
            damaged = pages[world.Dice.Next(pages.Count)];
            Flip(damaged.Value);
        }
    }

    private void Flip((string Pk, string Sk) page)
    {
        var attributes = world.Table.Find(page.Pk, page.Sk)!.Attributes;
        var body = attributes["body"].B.ToArray();
        body[^1] ^= 1;
        attributes["body"] = new AttributeValue { B = new MemoryStream(body) };
    }
}
