using EventRecovery.Engine;
using EventRecovery.Replay.Checkpoints;
using EventRecovery.Runtime;
using EventRecovery.Streams;
using EventRecovery.Telemetry;
using EventRecovery.Validation;
using EventRecovery.Versions;

namespace EventRecovery.Replay.Running;

/// <summary>
/// A shard under my lease: its checkpoint as it is, and as it was last saved. It moves forward only, and is saved only while
/// nobody has taken it over.
/// </summary>
internal sealed class HeldShard
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    // A checkpoint stays below 1 KB, and so costs one unit.
    private static readonly ReplayCounts OneWrite = new(CheckpointWrites: 1, WriteUnits: 1);

    private readonly ReplayServices services;
    private readonly RunContext context;
    private readonly Backoff backoff;
    private ShardCheckpoint saved;
    private long unsavedRecords;

    /// <summary>Keeps what a trial says of the shard's events; null in a replay.</summary>
    private ShardTrial? trial;

    private HeldShard(ReplayServices services, RunContext context, ShardCheckpoint taken)
    {
        (this.services, this.context) = (services, context);
        backoff = new Backoff(services.Time, services.Entropy, FirstWait, LongestWait);
        Checkpoint = saved = taken;
    }

    public ShardCheckpoint Checkpoint { get; private set; }

    /// <summary>Keeps what becomes of the shard's events; null where no results are kept.</summary>
    public ShardResults? Results { get; private set; }

    /// <summary>Hears of each event that is finished.</summary>
    public IFinishedEvents? Finished => (IFinishedEvents?)trial ?? Results;

    /// <summary>Nothing may be published later: somebody else may have the shard then.</summary>
    public DateTimeOffset WorkUntil => Checkpoint.Lease.EndsAt - services.Options.LeaseMargin;

    /// <summary>Enough is unsaved, or the lease is half over.</summary>
    public bool IsDue =>
        unsavedRecords >= services.Options.CheckpointRecords
        || services.Time.GetUtcNow() >= Checkpoint.Lease.EndsAt - (services.Options.LeaseDuration / 2);

    /// <summary>Takes the lease; null with the reason when it is not to be had.</summary>
    public static async Task<(HeldShard? Held, ShardOutcome? Otherwise)> TryTakeAsync(
        ReplayServices services,
        RunContext context,
        ShardId shard,
        CancellationToken cancellationToken
    )
    {
        var key = new ShardKey(context.Stream.Name, context.Stream.CreatedAt, shard);
        var store = services.Checkpoints;
        var seen = await store.FindAsync(context.Run.Id, key, cancellationToken);
        var now = services.Time.GetUtcNow();
        switch (LeaseDecision.Decide(seen, context.Owner, now, services.Options.LeaseDuration))
        {
            case LeaseDecision.Finished:
                return (null, new ShardOutcome.Done());
            case LeaseDecision.OwnedBy:
                return (null, new ShardOutcome.Owned(seen!.Lease));
            case LeaseDecision.Continue mine:
                return (new HeldShard(services, context, seen! with { Lease = mine.Lease }), null);
            case LeaseDecision.Take take:
                var taken = ShardCheckpoint.Taken(key, take.Lease, seen);
                taken = taken with { Counts = taken.Counts + OneWrite };
                services.Metrics.Add(MetricNames.ReplayCheckpointWrites, 1);
                return await store.AcquireAsync(context.Run.Id, seen, taken, cancellationToken)
                    ? (new HeldShard(services, context, taken), null)
                    : (null, new ShardOutcome.Owned(null));
            default:
                throw new InvalidOperationException("A lease that was not held cannot be stale.");
        }
    }

    /// <summary>Takes up the results where the checkpoint is.</summary>
    public async Task KeepResultsAsync(CancellationToken cancellationToken)
    {
        if (services.Results is { } keeping)
        {
            Results = await ShardResults.OpenAsync(
                keeping.Objects,
                context.Run.Id,
                Checkpoint.Key.Shard,
                Checkpoint.Position,
                keeping.EventsPerObject,
                cancellationToken
            );
            if (context.Run.Definition.Mode == ReplayMode.Trial)
            {
                trial = await ShardTrial.OpenAsync(
                    keeping.Objects,
                    context.Run,
                    Checkpoint.Key.Shard,
                    Checkpoint.Position,
                    Results,
                    cancellationToken
                );
            }
        }
    }

    /// <summary>
    /// Writes the results up to the checkpoint as far as they make whole objects, and as long as there is time to work. What is left goes
    /// with the checkpoint: without its results it is not saved.
    /// </summary>
    public async Task CommitResultsAsync(CancellationToken cancellationToken)
    {
        var until = WorkUntil < context.Deadline.At ? WorkUntil : context.Deadline.At;
        while (true)
        {
            try
            {
                await CommitAsync(cancellationToken);
                backoff.Reset();
                return;
            }
            catch (TransientFailureException)
            {
                var left = until - services.Time.GetUtcNow();
                if (left <= TimeSpan.Zero)
                {
                    return;
                }

                await backoff.WaitAsync(left, cancellationToken);
            }
        }
    }

    /// <summary>Counts what was done, saved or not.</summary>
    public void Count(ReplayCounts counts)
    {
        unsavedRecords += counts.Records;
        Checkpoint = Checkpoint with { Counts = Checkpoint.Counts + counts };
    }

    /// <summary>Everything up to and with <paramref name="last"/> is finished.</summary>
    public void Advance(RecordPosition last, DateTimeOffset arrivedAt, ReplayWindow window)
    {
        if (Checkpoint.Position is ShardPosition.After { Last: var before } && !IsFurther(last, before))
        {
            return;
        }

        Checkpoint = Checkpoint with
        {
            Position = new ShardPosition.After(last),
            ReadUpTo = Checkpoint.ReadUpTo > arrivedAt ? Checkpoint.ReadUpTo : arrivedAt,
            ReachedWindow = Checkpoint.ReachedWindow || arrivedAt >= window.From,
        };
    }

    /// <summary>The whole of a record, which has no sub-sequence, is further than any part of it.</summary>
    private static bool IsFurther(RecordPosition last, RecordPosition before) =>
        last.Sequence == before.Sequence
            ? before.SubSequence is { } was && (last.SubSequence is not { } now || now > was)
            : last.Sequence.CompareTo(before.Sequence) > 0;

    /// <summary>Records that arrived in that time may have expired unread.</summary>
    public void Miss(ReplayWindow expired)
    {
        services.Metrics.Add(MetricNames.ReplayGaps, 1);
        Results?.Branch(Checkpoint.Lease.Fence);
        var all = Checkpoint.Expired is { } known
            ? new ReplayWindow(
                known.From < expired.From ? known.From : expired.From,
                known.To > expired.To ? known.To : expired.To
            )
            : expired;
        Checkpoint = Checkpoint with { Expired = all };
    }

    /// <summary>Saves and renews the lease; an outcome when the shard is not mine any more.</summary>
    public Task<ShardOutcome?> SaveAsync(CancellationToken cancellationToken)
    {
        var window = context.Run.Definition.Window;
        if (Checkpoint.ReadUpTo is { } reached && reached < window.To)
        {
            services.Metrics.Record(MetricNames.ReplayLag, (window.To - reached).TotalSeconds);
        }

        return SaveAsync(Checkpoint, context.Owner, null, cancellationToken);
    }

    /// <summary>Saves and gives the lease back.</summary>
    public async Task<ShardOutcome> ReleaseAsync(ShardOutcome because) =>
        (await SaveAsync(Checkpoint, owner: null, because, CancellationToken.None))!;

    public async Task<ShardOutcome> FinishAsync(ShardEnd end, CancellationToken cancellationToken)
    {
        var done = Checkpoint with { Position = new ShardPosition.Done(end) };
        services.Metrics.Add(MetricNames.ReplayShardsFinished, 1);
        return (await SaveAsync(done, owner: null, new ShardOutcome.Done(), cancellationToken))!;
    }

    public async Task<ShardOutcome> FailAsync(string reason)
    {
        var failure = new ShardFailure(context.Run.Attempt, reason);
        var outcome = new ShardOutcome.Failed(reason);
        services.Metrics.Add(MetricNames.ReplayFailures, 1);
        try
        {
            var failed = Checkpoint with { Failure = failure };
            return (await SaveAsync(failed, owner: null, outcome, CancellationToken.None))!;
        }
        catch (Exception exception) when (Results is not null && exception is not TransientFailureException)
        {
            // Its results cannot be written, which may be the very reason: then it stays where they were last.
            (Results, trial) = (null, null);
            Checkpoint = saved;
            return (await SaveAsync(saved with { Failure = failure }, null, outcome, CancellationToken.None))!;
        }
    }

    /// <param name="outcome">What it comes to when it is saved.</param>
    private async Task<ShardOutcome?> SaveAsync(
        ShardCheckpoint checkpoint,
        string? owner,
        ShardOutcome? outcome,
        CancellationToken cancellationToken
    )
    {
        var held = Checkpoint.Lease;
        var now = services.Time.GetUtcNow();
        var next = checkpoint.Next() with
        {
            Lease = new Lease(owner, owner is null ? now : now + services.Options.LeaseDuration, held.Fence),
            Counts = checkpoint.Counts + OneWrite,
        };
        services.Metrics.Add(MetricNames.ReplayCheckpointWrites, 1);

        // Neither beyond the lease, nor beyond the invocation: one that is cut off answers nothing.
        var until = held.EndsAt < context.Deadline.LastTry ? held.EndsAt : context.Deadline.LastTry;
        while (true)
        {
            try
            {
                // First, so that a checkpoint never stands without them.
                await SaveResultsAsync(next.IsDone, cancellationToken);
                if (await services.Checkpoints.SaveAsync(context.Run.Id, next, cancellationToken) == SaveOutcome.Fenced)
                {
                    return new ShardOutcome.Owned(null);
                }

                Checkpoint = saved = next;
                unsavedRecords = 0;
                backoff.Reset();
                return outcome;
            }
            catch (TransientFailureException) when (services.Time.GetUtcNow() is var at && at < until)
            {
                await backoff.WaitAsync(until - at, cancellationToken);
            }
        }
    }

    private async Task CommitAsync(CancellationToken cancellationToken)
    {
        if (Results is not null && Checkpoint.Position is ShardPosition.After { Last: var last })
        {
            await Results.CommitAsync(last, cancellationToken);
            trial?.Commit(last);
        }
    }

    private async Task SaveResultsAsync(bool isDone, CancellationToken cancellationToken)
    {
        if (Results is not null)
        {
            await CommitAsync(cancellationToken);
            await (isDone ? Results.FinishAsync(cancellationToken) : Results.SaveAsync(cancellationToken));
            await (trial?.SaveAsync(isDone, cancellationToken) ?? Task.CompletedTask);
        }
    }
}
