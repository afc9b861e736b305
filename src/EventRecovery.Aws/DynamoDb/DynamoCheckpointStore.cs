using EventRecovery.Replay;
using EventRecovery.Replay.Checkpoints;

namespace EventRecovery.Aws.DynamoDb;

/// <summary>
/// Checkpoints in DynamoDB: <c>run#{runId}</c> / <c>shard#{stream}#{created}#{shardId}</c>, each write conditional on fence and
/// revision and replacing the whole item.
/// </summary>
public sealed class DynamoCheckpointStore(RecoveryTable table) : ICheckpointStore
{
    private const string ShardPrefix = "shard#";

    public async Task<IReadOnlyList<ShardCheckpoint>> LoadAsync(RunId run, CancellationToken cancellationToken)
    {
        var checkpoints = new List<ShardCheckpoint>();
        await foreach (var item in table.QueryAsync(RunKeys.Partition(run), ShardPrefix, cancellationToken))
        {
            checkpoints.Add(CheckpointAttributes.Read(item));
        }

        return checkpoints;
    }

    public async Task<ShardCheckpoint?> FindAsync(RunId run, ShardKey shard, CancellationToken cancellationToken) =>
        await table.GetAsync(RunKeys.Checkpoint(run, shard), cancellationToken) is { } item
            ? CheckpointAttributes.Read(item)
            : null;

    public async Task<bool> AcquireAsync(
        RunId run,
        ShardCheckpoint? seen,
        ShardCheckpoint taken,
        CancellationToken cancellationToken
    )
    {
        var condition = seen is null ? ItemUpdate.IfAbsent : If("#fence = :fence AND #revision = :revision", seen);
        if (await PutAsync(run, taken, condition, cancellationToken))
        {
            return true;
        }

        // The client may have repeated a write whose answer was lost, and failed its own condition.
        var stored = await FindAsync(run, taken.Key, cancellationToken);
        return stored is not null && (stored.Lease.Owner, stored.Lease.Fence) == (taken.Lease.Owner, taken.Lease.Fence);
    }

    public async Task<SaveOutcome> SaveAsync(
        RunId run,
        ShardCheckpoint checkpoint,
        CancellationToken cancellationToken
    ) =>
        await PutAsync(run, checkpoint, If("#fence = :fence AND #revision <= :revision", checkpoint), cancellationToken)
            ? SaveOutcome.Saved
            : SaveOutcome.Fenced;

    private Task<bool> PutAsync(
        RunId run,
        ShardCheckpoint checkpoint,
        ItemUpdate condition,
        CancellationToken cancellationToken
    ) =>
        table.PutAsync(
            RunKeys.Checkpoint(run, checkpoint.Key),
            CheckpointAttributes.Write(checkpoint),
            condition,
            cancellationToken
        );

    private static ItemUpdate If(string condition, ShardCheckpoint checkpoint) =>
        new(Update: null, condition)
        {
            Names = new() { ["#fence"] = CheckpointAttributes.Fence, ["#revision"] = CheckpointAttributes.Revision },
            Values = new()
            {
                [":fence"] = Attributes.Of(checkpoint.Lease.Fence),
                [":revision"] = Attributes.Of(checkpoint.Revision),
            },
        };
}
