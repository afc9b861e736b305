namespace EventRecovery.Streams;

/// <summary>One answer of GetRecords. No records is normal and says nothing about the end.</summary>
/// <param name="Next">Where to go on; null when a closed shard has been read to its end.</param>
/// <param name="BehindLatest">How far the page is behind the tip of the shard, in time.</param>
public sealed record ShardPage(IReadOnlyList<StreamRecord> Records, ShardIterator? Next, TimeSpan BehindLatest);
