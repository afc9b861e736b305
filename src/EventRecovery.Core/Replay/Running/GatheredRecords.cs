using EventRecovery.Streams;

namespace EventRecovery.Replay.Running;

/// <summary>
/// Pages put together to batches: a shard that answers small pages would else cost a claim page and a checkpoint for each.
/// </summary>
internal sealed class GatheredRecords(int most, TimeSpan longest, TimeProvider time)
{
    private readonly List<StreamRecord> records = [];
    private long since = time.GetTimestamp();

    public IReadOnlyList<StreamRecord> Records => records;

    public StreamRecord? Last => records.Count == 0 ? null : records[^1];

    public void Add(ShardPage page) => records.AddRange(page.Records);

    /// <summary>Enough was gathered, or for long enough, or nothing more is to be had at once.</summary>
    public bool IsDue(ShardPage page) =>
        records.Count >= most
        || page.BehindLatest <= TimeSpan.Zero
        || page.Next is null
        || time.GetElapsedTime(since) >= longest;

    public void Clear()
    {
        records.Clear();
        since = time.GetTimestamp();
    }
}
