using EventRecovery.Streams;

namespace EventRecovery.Replay.Running;

/// <summary>
/// Pages put together to batches: a shard that answers small pages would else cost a claim page and a done item for each.
/// </summary>
internal sealed class GatheredRecords(ReplayOptions options, TimeProvider time)
{
    /// <summary>As much as the largest page (Kinesis).</summary>
    private const long MostBytes = 10_000_000;

    private readonly List<StreamRecord> records = [];
    private long bytes;
    private long since = time.GetTimestamp();

    public IReadOnlyList<StreamRecord> Records => records;

    public StreamRecord? Last => records.Count == 0 ? null : records[^1];

    public void Add(ShardPage page)
    {
        if (records.Count == 0)
        {
            since = time.GetTimestamp();
        }

        records.AddRange(page.Records);
        bytes += page.Records.Sum(record => (long)record.Data.Length);
    }

    /// <summary>Enough was gathered, or for long enough, or nothing more is to be had at once.</summary>
    public bool IsDue(ShardPage page) =>
        records.Count >= options.BatchRecords
        || bytes >= MostBytes
        || page.BehindLatest <= TimeSpan.Zero
        || time.GetElapsedTime(since) >= options.BatchWait;

    public void Clear()
    {
        records.Clear();
        bytes = 0;
    }
}
