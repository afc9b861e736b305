using EventRecovery.Engine;
using EventRecovery.Replay.Checkpoints;
using EventRecovery.Replay.Planning;
using EventRecovery.Replay.Reading;
using EventRecovery.Runtime;
using EventRecovery.Streams;

namespace EventRecovery.Replay.Running;

/// <summary>
/// Replays one shard: takes its lease, reads it page by page, hands what belongs to the window to the engine, and saves how far
/// it has got. A checkpoint is saved only after the engine has finished what lies before it.
/// <code>
///   lease → open → page ─► (gather) ─► engine → checkpoint ─┐
///                   ▲                                        │ end of window: done
///                   └────────────────────────────────────────┘ time is short: continues
/// </code>
/// </summary>
public sealed class ShardReplayer(
    ReplayRun run,
    string owner,
    IShardReader reader,
    ICheckpointStore checkpoints,
    IRunStore runs,
    ShardWork work,
    WriteBudget budget,
    TimeProvider time,
    IEntropy entropy
)
{
    /// <summary>Records of one GetRecords call, and of one batch: Kinesis' maximum.</summary>
    private const int BatchRecords = 10_000;

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <summary>A batch is not gathered for longer than this, so that checkpoints keep coming on a slow shard.</summary>
    private static readonly TimeSpan LongestGathering = TimeSpan.FromSeconds(15);

    private readonly Backoff backoff = new(time, entropy, FirstWait, LongestWait);
    private readonly ReadPacer pacer = new(
        new ReadLimits { RecordsPerSecond = run.Definition.Limits.RecordsPerSecondPerShard },
        time
    );
    private ShardCheckpoint checkpoint = null!;
    private decimal unitsCounted;

    /// <param name="planned">The shard as planned: ready, with its opening.</param>
    /// <param name="listedAt">When the listing was taken that the plan is made from.</param>
    public async Task<ShardOutcome> ReplayAsync(
        PlannedShard planned,
        DateTimeOffset listedAt,
        Deadline deadline,
        CancellationToken cancellationToken
    )
    {
        if (await AcquireAsync(planned.Shard.Id, cancellationToken) is { } refused)
        {
            return refused;
        }

        ShardOutcome outcome;
        try
        {
            outcome = await ReadAsync(planned, listedAt, deadline, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            outcome = new ShardOutcome.Continues();
        }
        catch (Exception exception) when (exception is not TransientFailureException)
        {
            // The boundary of a shard: its failure is noted, so that others go on and a person sees the reason.
            checkpoint = checkpoint with
            {
                Failure = new ShardFailure(run.Attempt, exception.Message),
            };
            outcome = new ShardOutcome.Failed(exception.Message);
        }
        catch (TransientFailureException)
        {
            outcome = new ShardOutcome.Continues();
        }

        return outcome is ShardOutcome.Done or ShardOutcome.Fenced ? outcome : await ReleaseAsync(outcome);
    }

    private async Task<ShardOutcome?> AcquireAsync(ShardId shard, CancellationToken cancellationToken)
    {
        var key = new ShardKey(run.Definition.Stream, run.StreamCreatedAt, shard);
        var seen = await checkpoints.FindAsync(run.Id, key, cancellationToken);
        switch (LeaseDecision.Decide(seen, owner, time.GetUtcNow(), Lease.DefaultDuration))
        {
            case LeaseDecision.Finished:
                return new ShardOutcome.Done();
            case LeaseDecision.OwnedBy other:
                return new ShardOutcome.OwnedBy(other.Owner, other.Until);
            case LeaseDecision.Continue mine:
                checkpoint = seen! with { Lease = mine.Lease };
                return null;
            case LeaseDecision.Take take:
                checkpoint = ShardCheckpoint.Taken(key, take.Lease, seen);
                checkpoint = checkpoint with { Counts = checkpoint.Counts + new ReplayCounts(CheckpointWrites: 1) };
                return await checkpoints.AcquireAsync(run.Id, seen, checkpoint, cancellationToken)
                    ? null
                    : new ShardOutcome.OwnedBy("another worker", time.GetUtcNow() + Lease.DefaultDuration);
            default:
                return new ShardOutcome.Fenced();
        }
    }

    private async Task<ShardOutcome> ReadAsync(
        PlannedShard planned,
        DateTimeOffset listedAt,
        Deadline deadline,
        CancellationToken cancellationToken
    )
    {
        var progress = new ShardProgress(
            run.Definition.Window,
            planned.Shard.IsOpen ? listedAt : null,
            ShardProgress.DefaultSlack
        );
        var opening = checkpoint.Position is ShardPosition.After { Last: var last }
            ? ShardOpening.After(last)
            : planned.Opening!;
        var gathered = new GatheredRecords(BatchRecords, LongestGathering, time);
        ShardIterator? iterator = null;
        while (!deadline.Passed)
        {
            if (await PageAsync(planned.Shard.Id, iterator, opening, deadline, cancellationToken) is not { } page)
            {
                // Expired: what was gathered and not finished is read again from the last finished record.
                (iterator, opening) = (null, Resume(planned));
                gathered.Clear();
                continue;
            }

            iterator = page.Next;
            gathered.Add(page);
            Note(page);
            var end = progress.EndAfter(page, time.GetUtcNow());
            if (end is null && !gathered.IsDue(page))
            {
                continue;
            }

            if (await FinishAsync(planned, gathered, opening, progress, deadline, cancellationToken) is { } stop)
            {
                return stop;
            }

            opening = Resume(planned);
            if (end is { } reached)
            {
                checkpoint = checkpoint with { Position = new ShardPosition.Done(reached) };
                return await SaveAsync(cancellationToken) ?? new ShardOutcome.Done();
            }
        }

        return new ShardOutcome.Continues();
    }

    private ShardOpening Resume(PlannedShard planned) =>
        checkpoint.Position is ShardPosition.After { Last: var last } ? ShardOpening.After(last) : planned.Opening!;

    /// <summary>
    /// The next page, or null when the iterator has expired. A throttled call brought nothing: the same iterator is asked again.
    /// </summary>
    private async Task<ShardPage?> PageAsync(
        ShardId shard,
        ShardIterator? iterator,
        ShardOpening opening,
        Deadline deadline,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            try
            {
                await pacer.BeforeCallAsync(cancellationToken);
                iterator ??= await reader.OpenAsync(run.Definition.Stream, shard, opening.Start, cancellationToken);
                checkpoint = checkpoint with { Counts = checkpoint.Counts + new ReplayCounts(GetRecordsCalls: 1) };
                var page = await reader.ReadAsync(iterator.Value, BatchRecords, cancellationToken);
                backoff.Reset();
                return page;
            }
            catch (IteratorExpiredException)
            {
                return null;
            }
            catch (TransientFailureException) when (!deadline.Passed)
            {
                await backoff.WaitAsync(cancellationToken);
            }
        }
    }

    private void Note(ShardPage page)
    {
        var bytes = page.Records.Sum(record => (long)record.Data.Length);
        pacer.AfterPage(page.Records.Count, bytes);
        var window = run.Definition.Window;
        checkpoint = checkpoint with
        {
            Counts =
                checkpoint.Counts
                + new ReplayCounts(
                    Records: page.Records.Count,
                    RecordsInWindow: page.Records.Count(record => window.Contains(record.ArrivedAt)),
                    Bytes: bytes
                ),
            ReachedWindow = checkpoint.ReachedWindow || page.Records.Any(record => record.ArrivedAt >= window.From),
        };
    }

    /// <summary>Has the engine finish what was gathered, and saves after each of its answers. Null to read on.</summary>
    private async Task<ShardOutcome?> FinishAsync(
        PlannedShard planned,
        GatheredRecords gathered,
        ShardOpening opening,
        ShardProgress progress,
        Deadline deadline,
        CancellationToken cancellationToken
    )
    {
        if (gathered.Last is not { } lastRead)
        {
            return await RenewAsync(cancellationToken);
        }

        var batch = new ShardBatch(
            run.Definition.Stream,
            planned.Shard.Id,
            [.. gathered.Records.Where(progress.Includes)],
            planned.Shard.HashKeys,
            opening.FinishedInFirst
        );
        gathered.Clear();
        while (batch.Records.Count > 0)
        {
            if (await RefuseAsync(deadline, cancellationToken) is { } refused)
            {
                return refused;
            }

            var estimate = BatchWrites.Estimate(batch.Records.Count);
            if (!budget.TryReserve(estimate))
            {
                return new ShardOutcome.OverBudget();
            }

            var outcome = await work.Engine.ProcessAsync(batch, deadline, cancellationToken);
            Count(outcome, estimate);
            if (outcome.FirstUnfinished is not { } unfinished)
            {
                break;
            }

            if (await SaveUnfinishedAsync(batch, unfinished, cancellationToken) is { } fenced)
            {
                return fenced;
            }

            batch = batch.From(unfinished);
            await backoff.WaitAsync(cancellationToken);
        }

        checkpoint = checkpoint with
        {
            Position = new ShardPosition.After(new RecordPosition(lastRead.Sequence)),
            ReadUpTo = lastRead.ArrivedAt,
        };
        return await SaveAsync(cancellationToken);
    }

    /// <summary>Whether time or a person speaks against another batch.</summary>
    private async Task<ShardOutcome?> RefuseAsync(Deadline deadline, CancellationToken cancellationToken)
    {
        if (deadline.Passed)
        {
            return new ShardOutcome.Continues();
        }

        return await runs.FindAsync(run.Id, cancellationToken) is { State: RunState.Cancelled }
            ? new ShardOutcome.Cancelled()
            : null;
    }

    private void Count(BatchOutcome outcome, decimal estimate)
    {
        var units = work.Units.Total - unitsCounted;
        unitsCounted += units;
        budget.Settle(estimate, units);
        checkpoint = checkpoint with
        {
            Counts = checkpoint.Counts + new ReplayCounts(WriteUnits: units, Events: outcome.Counts),
        };
    }

    /// <summary>Saves that everything before an event is finished: the record before its own, or the part of its aggregate.</summary>
    private async Task<ShardOutcome?> SaveUnfinishedAsync(
        ShardBatch batch,
        RecordPosition unfinished,
        CancellationToken cancellationToken
    )
    {
        var before = batch.Records.LastOrDefault(record => record.Sequence < unfinished.Sequence);
        RecordPosition? last =
            unfinished.SubSequence is > 0 and var sub ? unfinished with { SubSequence = sub - 1 }
            : before is null ? null
            : new RecordPosition(before.Sequence);
        if (last is { } finished)
        {
            checkpoint = checkpoint with { Position = new ShardPosition.After(finished) };
        }

        return await SaveAsync(cancellationToken);
    }

    private async Task<ShardOutcome?> RenewAsync(CancellationToken cancellationToken) =>
        checkpoint.Lease.EndsAt - time.GetUtcNow() < Lease.DefaultDuration / 2
            ? await SaveAsync(cancellationToken)
            : null;

    /// <summary>Saves under the fence and renews the lease; an outcome when somebody else has the shard by now.</summary>
    private async Task<ShardOutcome?> SaveAsync(CancellationToken cancellationToken)
    {
        var next = checkpoint.Next();
        checkpoint = next with
        {
            Lease = next.Lease with
            {
                EndsAt = next.Lease.Owner is null ? next.Lease.EndsAt : time.GetUtcNow() + Lease.DefaultDuration,
            },
            Counts = next.Counts + new ReplayCounts(CheckpointWrites: 1),
        };
        return await checkpoints.SaveAsync(run.Id, checkpoint, cancellationToken) == SaveOutcome.Saved
            ? null
            : new ShardOutcome.Fenced();
    }

    /// <summary>Frees the lease, so that the next worker need not wait for its end. Failing that, it ends by itself.</summary>
    private async Task<ShardOutcome> ReleaseAsync(ShardOutcome outcome)
    {
        try
        {
            checkpoint = checkpoint with { Lease = checkpoint.Lease with { Owner = null } };
            return await SaveAsync(CancellationToken.None) ?? outcome;
        }
        catch (TransientFailureException)
        {
            return outcome;
        }
    }
}
