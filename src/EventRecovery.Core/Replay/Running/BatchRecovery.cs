using EventRecovery.Engine;
using EventRecovery.Replay.Checkpoints;
using EventRecovery.Runtime;
using EventRecovery.Streams;

namespace EventRecovery.Replay.Running;

/// <summary>Has the engine finish the records of a shard that belong to the window, and moves the shard on behind it.</summary>
internal sealed class BatchRecovery(
    ReplayServices services,
    RunContext context,
    ShardDescription shard,
    HeldShard held,
    ShardWork work,
    WriteBudget budget,
    ShardStop stop
)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    private readonly Backoff patience = new(services.Time, services.Entropy, FirstWait, LongestWait);

    private ReplayWindow Window => context.Run.Definition.Window;

    /// <summary>Null when all of them are finished or outside the window; else why the work ends here.</summary>
    public async Task<ShardOutcome?> RecoverAsync(
        IReadOnlyList<StreamRecord> records,
        Func<StreamRecord, bool> isInWindow,
        CancellationToken cancellationToken
    )
    {
        var wanted = records.Where(isInWindow).ToList();
        if (wanted.Count > 0 && await RecoverAsync(wanted, records, cancellationToken) is { } outcome)
        {
            return outcome;
        }

        if (records is [.., var last])
        {
            held.Advance(new RecordPosition(last.Sequence), last.ArrivedAt, Window);
            await held.CommitResultsAsync(cancellationToken);
        }

        return null;
    }

    private async Task<ShardOutcome?> RecoverAsync(
        List<StreamRecord> wanted,
        IReadOnlyList<StreamRecord> records,
        CancellationToken cancellationToken
    )
    {
        if (!budget.TryReserve(wanted.Count, out var reserved))
        {
            return await held.FailAsync(
                $"The next batch, {wanted.Count} records, may exceed the run's limit of "
                    + $"{context.Run.Definition.Limits.MaxWriteUnits} write units. Resume with a higher limits.maxWriteUnits."
            );
        }

        var before = work.Units.Total;
        try
        {
            var resumeAfter = (held.Checkpoint.Position as ShardPosition.After)?.Last;
            var batch = new ShardBatch(context.Stream.Name, shard.Id, wanted, shard.HashKeys, resumeAfter);
            return await RecoverAsync(batch, records, cancellationToken);
        }
        finally
        {
            budget.Settle(reserved, work.Units.Total - before);
        }
    }

    /// <summary>Again and again, until all is finished or the work stops: a live foreign claim may take its time.</summary>
    private async Task<ShardOutcome?> RecoverAsync(
        ShardBatch batch,
        IReadOnlyList<StreamRecord> records,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            var outcome = await ProcessAsync(batch, cancellationToken);
            if (outcome.FirstUnfinished is not { } unfinished)
            {
                return null;
            }

            batch = batch.From(unfinished);
            var progressed = AdvanceTo(unfinished, batch, records);
            await held.CommitResultsAsync(cancellationToken);
            if (await stop.AskAsync(cancellationToken) is { } ended)
            {
                return ended;
            }

            if (progressed)
            {
                patience.Reset();
            }
            else
            {
                await patience.WaitAsync(context.Deadline.Remaining, cancellationToken);
            }
        }
    }

    private async Task<BatchOutcome> ProcessAsync(ShardBatch batch, CancellationToken cancellationToken)
    {
        var started = services.Time.GetTimestamp();
        var before = work.Units.Total;
        var until = held.WorkUntil < context.Deadline.At ? held.WorkUntil : context.Deadline.At;
        try
        {
            var outcome = await work.Engine.ProcessAsync(
                batch,
                new Deadline(services.Time, until),
                held.Finished,
                cancellationToken
            );
            services.Metrics.Record(Effects(outcome.Counts), services.Time.GetElapsedTime(started));
            held.Count(new ReplayCounts(Events: Finished(outcome.Counts)));
            return outcome;
        }
        finally
        {
            held.Count(new ReplayCounts(WriteUnits: work.Units.Total - before));
        }
    }

    /// <summary>A trial publishes and parks nothing, whatever it counts for its run: the stream's metrics tell of what was done.</summary>
    private BatchCounts Effects(BatchCounts counts) =>
        context.Run.Definition.Mode == ReplayMode.Trial ? new BatchCounts(Read: counts.Read) : counts;

    private bool AdvanceTo(RecordPosition unfinished, ShardBatch rest, IReadOnlyList<StreamRecord> records)
    {
        var before = held.Checkpoint.Position;

        // What was filtered out between two records of the window is finished with the first.
        if (records.LastOrDefault(record => record.Sequence < unfinished.Sequence) is { } last)
        {
            held.Advance(new RecordPosition(last.Sequence), last.ArrivedAt, Window);
        }

        if (rest.ResumeAfter is { } inside)
        {
            held.Advance(inside, rest.Records[0].ArrivedAt, Window);
        }

        return held.Checkpoint.Position != before;
    }

    /// <summary>What is not finished comes again: only finished events count as read.</summary>
    private static BatchCounts Finished(BatchCounts counts) =>
        counts with
        {
            Read = counts.Recovered + counts.Duplicates + counts.Redelivered + counts.Parked,
        };
}
