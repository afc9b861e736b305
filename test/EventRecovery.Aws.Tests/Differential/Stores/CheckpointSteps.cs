using EventRecovery.Engine;
using EventRecovery.Replay;
using EventRecovery.Replay.Checkpoints;
using EventRecovery.Streams;

namespace EventRecovery.Aws.Tests.Differential.Stores;

/// <summary>The run and the shards whose checkpoints the traces move.</summary>
internal static class Shards
{
    public static RunId Run { get; } = new("pricing-bug");

    public static ShardKey Number(int shard) =>
        new(new StreamName("event_stream"), StoreSystem.Eight.AddDays(-3), new ShardId($"shardId-{shard}"));
}

/// <summary>An owner looks at a shard; what it sees is what it will act on.</summary>
internal sealed record Look(int Owner, int Shard) : Step<StoreSystem>
{
    public override async Task<object?> AskAsync(StoreSystem system, CancellationToken token) =>
        system.Looked[(Owner, Shard)] = await system.Checkpoints.FindAsync(Shards.Run, Shards.Number(Shard), token);
}

/// <summary>An owner takes a shard on what it last saw of it, which may be old by now.</summary>
internal sealed record Acquire(int Owner, int Shard) : Step<StoreSystem>
{
    public override async Task<object?> AskAsync(StoreSystem system, CancellationToken token)
    {
        var seen = system.Looked.GetValueOrDefault((Owner, Shard));
        var lease = new Lease($"owner-{Owner}", StoreSystem.Eight.AddTicks(Owner), (seen?.Lease.Fence ?? 0) + 1);
        var taken = ShardCheckpoint.Taken(Shards.Number(Shard), lease, seen);
        var got = await system.Checkpoints.AcquireAsync(Shards.Run, seen, taken, token);
        if (got)
        {
            system.Held[(Owner, Shard)] = taken;
        }

        return got;
    }
}

/// <summary>An owner saves what it holds: the next state of it, or an older one again.</summary>
internal sealed record SaveCheckpoint(int Owner, int Shard, Progress Progress, bool Repeats) : Step<StoreSystem>
{
    public override async Task<object?> AskAsync(StoreSystem system, CancellationToken token)
    {
        if (!system.Held.TryGetValue((Owner, Shard), out var held))
        {
            return "holds nothing";
        }

        var next = Repeats ? held : Move(held.Next());
        var outcome = await system.Checkpoints.SaveAsync(Shards.Run, next, token);
        if (outcome == SaveOutcome.Saved)
        {
            system.Held[(Owner, Shard)] = next;
        }

        return outcome;
    }

    private ShardCheckpoint Move(ShardCheckpoint checkpoint) =>
        Progress switch
        {
            Progress.Read => checkpoint with
            {
                Position = new ShardPosition.After(
                    new(new SequenceNumber(new string('4', 56)), checkpoint.Revision > 2 ? 7 : null)
                ),
                ReadUpTo = StoreSystem.Eight.AddTicks(checkpoint.Revision),
                ReachedWindow = true,
                Counts = new ReplayCounts(
                    1,
                    2,
                    3,
                    4,
                    5,
                    6.50m,
                    new BatchCounts(Read: 7, Conflicting: checkpoint.Revision)
                ),
            },
            Progress.Finished => checkpoint with { Position = new ShardPosition.Done(ShardEnd.PastWindow) },
            Progress.Failed => checkpoint with { Failure = new ShardFailure(2, "it \"broke\"") },
            Progress.Expired => checkpoint with
            {
                Expired = new ReplayWindow(StoreSystem.Eight, StoreSystem.Eight.AddMinutes(1)),
            },
            _ => checkpoint with { Lease = checkpoint.Lease with { Owner = null } },
        };
}

internal enum Progress
{
    Read,
    Finished,
    Failed,
    Expired,
    Released,
}

internal sealed record LoadCheckpoints : Step<StoreSystem>
{
    public override async Task<object?> AskAsync(StoreSystem system, CancellationToken token) =>
        (await system.Checkpoints.LoadAsync(Shards.Run, token)).OrderBy(
            one => one.Key.ToString(),
            StringComparer.Ordinal
        );
}
