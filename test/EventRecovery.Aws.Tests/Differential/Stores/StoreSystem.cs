using EventRecovery.Audit.Ledger;
using EventRecovery.Claims;
using EventRecovery.Engine;
using EventRecovery.Parking;
using EventRecovery.Replay;
using EventRecovery.Replay.Checkpoints;
using EventRecovery.Versions;

namespace EventRecovery.Aws.Tests.Differential.Stores;

/// <summary>All that the product keeps, and what this side remembers of it, as a process does between its reads and its writes.</summary>
internal sealed class StoreSystem
{
    public static readonly DateTimeOffset Eight = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    public required IClaimStore Claims { get; init; }

    public required IClaimLayouts Layouts { get; init; }

    public required ICheckpointStore Checkpoints { get; init; }

    public required IRunStore Runs { get; init; }

    public required IParkingLot Lot { get; init; }

    public required IParkedEvents Parked { get; init; }

    public required IHighWaterMarks Marks { get; init; }

    public required ICompletenessLedger Ledger { get; init; }

    public required IVersionStore Versions { get; init; }

    /// <summary>By owner and shard: what it has read of the checkpoint, and what it holds.</summary>
    public Dictionary<(int Owner, int Shard), ShardCheckpoint?> Looked { get; } = [];

    public Dictionary<(int Owner, int Shard), ShardCheckpoint> Held { get; } = [];

    public Dictionary<(int Reader, int Run), ReplayRun> Read { get; } = [];

    public Dictionary<(int Reader, int Window), VersionHistory> Histories { get; } = [];

    public static async Task<List<T>> AllAsync<T>(IAsyncEnumerable<T> many, CancellationToken token)
    {
        var all = new List<T>();
        await foreach (var one in many.WithCancellation(token))
        {
            all.Add(one);
        }

        return all;
    }
}
