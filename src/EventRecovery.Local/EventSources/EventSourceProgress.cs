using EventRecovery.Streams;

namespace EventRecovery.Local.EventSources;

/// <summary>How far a mapping has come, counted since it started.</summary>
/// <param name="Delivered">Records that the function has finished.</param>
/// <param name="Discarded">Records that were given up.</param>
/// <param name="Invocations">Deliveries that ran, well or not.</param>
/// <param name="Failures">Deliveries that ended with an error or with records reported as failed.</param>
/// <param name="Throttles">Deliveries that did not run.</param>
/// <param name="Shards">Each shard that has been started.</param>
public sealed record EventSourceProgress(
    long Delivered,
    long Discarded,
    long Invocations,
    long Failures,
    long Throttles,
    IReadOnlyList<ShardProgress> Shards
);

/// <summary>How far a mapping has come in one shard.</summary>
/// <param name="Shard">Which.</param>
/// <param name="Checkpoint">The last record that is finished with, delivered or discarded; null before the first.</param>
/// <param name="Behind">How far the last page read was behind the tip of the shard; null before the first page.</param>
/// <param name="Finished">Whether the shard was closed and all of it is done.</param>
public sealed record ShardProgress(ShardId Shard, SequenceNumber? Checkpoint, TimeSpan? Behind, bool Finished);
