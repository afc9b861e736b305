namespace EventRecovery.Streams;

/// <summary>Consecutive records of one shard, in shard order: what a Lambda event or a page of GetRecords brings.</summary>
/// <param name="HashKeys">
/// The shard's range, or null when the reader does not know it. User records of an aggregate that fall outside belong to
/// another shard: after a reshard, both sides hold the aggregate.
/// </param>
/// <param name="ResumeAfter">The last finished event inside the batch's first record, when that is a half-done aggregate.</param>
public sealed record ShardBatch(
    StreamName Stream,
    ShardId Shard,
    IReadOnlyList<StreamRecord> Records,
    HashKeyRange? HashKeys = null,
    RecordPosition? ResumeAfter = null
)
{
    /// <summary>What is left of the batch from an event on.</summary>
    public ShardBatch From(RecordPosition position) =>
        this with
        {
            Records = [.. Records.SkipWhile(record => record.Sequence < position.Sequence)],
            ResumeAfter = position.SubSequence is > 0 and var sub ? position with { SubSequence = sub - 1 } : null,
        };
}
