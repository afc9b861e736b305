using System.Security.Cryptography;
using EventRecovery.Simulation.Running;
using EventRecovery.Streams;
using Item = System.Collections.Generic.Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

namespace EventRecovery.Simulation.Checks;

/// <content>What is in the bucket: immutable, and there before anything refers to it.</content>
internal sealed partial class Ledger
{
    /// <summary>What is there now.</summary>
    public byte[]? Find(string key)
    {
#pragma warning disable RS0030 // In memory it is there when the call returns.
        return world.Bucket.GetAsync(key, CancellationToken.None).Result;
#pragma warning restore RS0030
    }

    /// <summary>
    /// A name tells what its object holds, so whoever writes it again writes the same. Not of what tells of other objects: of two owners
    /// of a shard, one behind a gap, each tells of its own.
    /// </summary>
    public void Putting(string key, byte[]? before, byte[] after)
    {
        var holdsEvents =
            key.EndsWith(".jsonl.gz", StringComparison.Ordinal)
            || !key.StartsWith("results/", StringComparison.Ordinal);
        if (
            holdsEvents
            && !key.StartsWith("drafts/", StringComparison.Ordinal)
            && before is not null
            && !before.AsSpan().SequenceEqual(after)
        )
        {
            Violate("I9", $"the object {key} is written again, and differs");
        }
    }

    /// <summary>A parked event is kept whole, wherever its bytes are: nothing else may have them any more.</summary>
    private void CheckKept(Item parked)
    {
        var record = world.Streams.Find(new StreamName(parked["stream"].S), new SequenceNumber(parked["sequence"].S));
        var kept = parked.TryGetValue("dataKey", out var key)
            ? Find(key.S)
            : parked.GetValueOrDefault("data")?.B.ToArray();
        if (kept is null || (!parked.ContainsKey("sub") && !kept.AsSpan().SequenceEqual(record!.Record.Data.Span)))
        {
            Violate("I1", $"what is parked of {parked["sequence"].S} is not what was on the stream");
        }
    }

    /// <summary>The event itself, where a pointer to it was published.</summary>
    private PublishedCopy? Followed(PublishedCopy copy)
    {
        if (copy.Object is not { } pointer)
        {
            return copy;
        }

        var data = Find(pointer.Key);
        if (data is null || Convert.ToHexStringLower(SHA256.HashData(data)) != pointer.Hash)
        {
            Violate("I3", $"{copy.Id} is published as a pointer to {pointer.Key}, which is not there");
            return null;
        }

        return PublishedCopy.Read(data);
    }
}
