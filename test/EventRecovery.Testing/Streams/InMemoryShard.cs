using System.Globalization;
using EventRecovery.Streams;

namespace EventRecovery.Testing.Streams;

/// <summary>One shard of an in-memory stream: records in order, and whom it came from.</summary>
internal sealed class InMemoryShard(
    int number,
    HashKeyRange keys,
    InMemoryShard? parent,
    InMemoryShard? adjacentParent,
    SequenceNumber starting
)
{
    public ShardId Id { get; } = new(string.Create(CultureInfo.InvariantCulture, $"shardId-{number:D12}"));

    public HashKeyRange Keys { get; } = keys;

    public SequenceNumber Starting { get; } = starting;

    public SequenceNumber? Ending { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    public List<StreamRecord> Records { get; } = [];

    public bool IsOpen => ClosedAt is null;

    public void Close(SequenceNumber ending, DateTimeOffset at) => (Ending, ClosedAt) = (ending, at);

    /// <summary>Whether anything of the shard can still be read.</summary>
    public bool IsListed(DateTimeOffset horizon) => ClosedAt is null || ClosedAt >= horizon;

    /// <summary>Index of the oldest record that is still kept.</summary>
    public int FirstKept(DateTimeOffset horizon)
    {
        var index = Records.FindIndex(record => record.ArrivedAt >= horizon);
        return index < 0 ? Records.Count : index;
    }

    /// <summary>Whether the record is here by which a reader starts.</summary>
    public bool Holds(ShardStart start)
    {
        var sequence = start switch
        {
            ShardStart.AtSequence at => at.Sequence,
            ShardStart.AfterSequence after => after.Sequence,
            _ => default,
        };
        var index = IndexOf(new ShardStart.AtSequence(sequence));
        return index < Records.Count && Records[index].Sequence == sequence;
    }

    public int IndexOf(ShardStart start) =>
        start switch
        {
            ShardStart.TrimHorizon => 0,
            ShardStart.AtTimestamp at => IndexOf(record => record.ArrivedAt >= at.Time),
            ShardStart.AtSequence at => IndexOf(record => record.Sequence >= at.Sequence),
            ShardStart.AfterSequence after => IndexOf(record => record.Sequence > after.Sequence),
            _ => throw new ArgumentOutOfRangeException(nameof(start)),
        };

    /// <summary>Like Kinesis it goes on naming parents that have expired.</summary>
    public ShardDescription Describe() => new(Id, parent?.Id, adjacentParent?.Id, Keys, Starting, Ending);

    private int IndexOf(Predicate<StreamRecord> wanted)
    {
        var index = Records.FindIndex(wanted);
        return index < 0 ? Records.Count : index;
    }
}
