using System.Globalization;
using EventRecovery.Streams;

namespace EventRecovery.Replay.Checkpoints;

/// <summary>
/// A shard that no later stream of the same name can be taken for: a stream that is deleted and created again counts its shards
/// from zero again.
/// </summary>
/// <param name="StreamCreatedAt">Whole seconds are enough: the service does not create a stream twice in one.</param>
public readonly record struct ShardKey(StreamName Stream, DateTimeOffset StreamCreatedAt, ShardId Shard)
{
    /// <summary>The sort key of the checkpoint: <c>shard#event_stream#20261122T080000Z#shardId-000000000007</c>.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"shard#{Stream}#{StreamCreatedAt.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}#{Shard}"
        );
}
