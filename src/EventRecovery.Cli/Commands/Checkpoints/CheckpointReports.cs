using EventRecovery.Replay.Checkpoints;

namespace EventRecovery.Cli.Commands.Checkpoints;

/// <summary>What <c>recover checkpoint show --json</c> prints.</summary>
internal sealed record CheckpointsReport(bool Ok, string RunId, IReadOnlyList<CheckpointReport> Shards);

/// <summary>What <c>recover checkpoint set --json</c> prints.</summary>
/// <param name="Changed">False when it was there already.</param>
/// <param name="TakenFrom">Whose lease was broken; null when nobody worked on the shard.</param>
internal sealed record CheckpointMoveReport(
    bool Ok,
    string RunId,
    bool Changed,
    CheckpointReport Before,
    CheckpointReport After,
    string? TakenFrom
);

/// <param name="Position"><c>beginning</c>, <c>done</c>, or the last finished record.</param>
/// <param name="Owner">Whose the lease is, or was; null when it was given back.</param>
/// <param name="IsWorkedOn">The lease has not ended.</param>
internal sealed record CheckpointReport(
    string Shard,
    string Stream,
    DateTimeOffset StreamCreatedAt,
    string Position,
    DateTimeOffset? ReadUpTo,
    string? Owner,
    DateTimeOffset LeaseEndsAt,
    bool IsWorkedOn,
    long Fence,
    long Revision,
    string? Failure
)
{
    public static CheckpointReport Of(ShardCheckpoint checkpoint, DateTimeOffset now) =>
        new(
            checkpoint.Key.Shard.Value,
            checkpoint.Key.Stream.Value,
            checkpoint.Key.StreamCreatedAt,
            CheckpointPlace.Write(checkpoint.Position),
            checkpoint.ReadUpTo,
            checkpoint.Lease.Owner,
            checkpoint.Lease.EndsAt,
            checkpoint.Lease.Owner is not null && now < checkpoint.Lease.EndsAt,
            checkpoint.Lease.Fence,
            checkpoint.Revision,
            checkpoint.Failure?.Reason
        );
}
