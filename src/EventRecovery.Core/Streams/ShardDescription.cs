namespace EventRecovery.Streams;

/// <summary>One shard of a listing: whom it came from, which keys it holds, and whether it still grows.</summary>
/// <param name="EndingSequence">Null while the shard is open.</param>
public sealed record ShardDescription(
    ShardId Id,
    ShardId? Parent,
    ShardId? AdjacentParent,
    HashKeyRange HashKeys,
    SequenceNumber StartingSequence,
    SequenceNumber? EndingSequence
)
{
    public bool IsOpen => EndingSequence is null;
}
