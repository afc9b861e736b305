using System.Text.Json;
using EventRecovery.Engine;
using EventRecovery.Objects;
using EventRecovery.Replay;
using EventRecovery.Replay.Checkpoints;
using EventRecovery.Streams;
using EventRecovery.Versions;

namespace EventRecovery.Validation;

/// <summary>
/// Keeps what a trial has seen of one shard. As with results, what is known at a checkpoint is kept under that checkpoint's position, so
/// that however often the work is killed and taken up, each event counts once.
/// </summary>
internal sealed class ShardTrial : IFinishedEvents, IJudgedEvents
{
    /// <summary>
    /// What a tally may unpack to: it names 50 changes with a value of at most 10 MiB before and after each (the largest
    /// <c>EVENT_RECOVERY_MAX_EVENT_BYTES</c>), and its counts by name take less than 24 MiB.
    /// </summary>
    private const long MostBytes = 1024L * 1024 * 1024;

    private readonly IObjectStore objects;
    private readonly RunId run;
    private readonly ShardId shard;
    private readonly TrialTally tally;
    private readonly SeenEvents seen;
    private readonly TimeSteps steps;
    private readonly ShardResults results;
    private readonly Queue<(RecordPosition Position, JudgedEvent Judged)> pending = new();
    private RecordPosition? committed;
    private RecordPosition? saved;

    private ShardTrial(
        IObjectStore objects,
        ReplayRun run,
        ShardId shard,
        ShardResults results,
        TrialTally tally,
        SeenEvents seen,
        RecordPosition? position
    )
    {
        (this.objects, this.run, this.shard, this.results) = (objects, run.Id, shard, results);
        (this.tally, this.seen) = (tally, seen);
        steps = new TimeSteps(run.Definition.Window);
        committed = saved = position;
    }

    public static async Task<ShardTrial> OpenAsync(
        IObjectStore objects,
        ReplayRun run,
        ShardId shard,
        ShardPosition position,
        ShardResults results,
        CancellationToken cancellationToken
    )
    {
        if (position is not ShardPosition.After { Last: var last })
        {
            var none = new SeenEvents(objects, run.Id, shard);
            return new ShardTrial(objects, run, shard, results, new TrialTally(), none, null);
        }
        var draft = await objects.GetAsync(ResultKeys.TrialDraft(run.Id, shard, last), cancellationToken);
        var known = await SeenEvents.OpenAsync(objects, run.Id, shard, last, cancellationToken);
        var before = draft is null || known is null ? new TrialTally { IsWhole = false } : Unpack(draft);
        return new ShardTrial(
            objects,
            run,
            shard,
            results,
            before,
            known ?? new SeenEvents(objects, run.Id, shard),
            last
        );
    }

    public void Add(RecordPosition position, RecoveredEvent? recovered) => results.Add(position, recovered);

    public void Add(RecordPosition position, JudgedEvent judged) => pending.Enqueue((position, judged));

    /// <summary>Everything up to a position is finished, and will not come again.</summary>
    public void Commit(RecordPosition position)
    {
        while (pending.TryPeek(out var next) && ShardResults.IsUpTo(next.Position, position))
        {
            var judged = pending.Dequeue().Judged;
            tally.Add(judged, judged.Content is null ? Sight.First : seen.See(judged), steps);
        }
        committed = position;
    }

    /// <summary>Before each checkpoint.</summary>
    public async Task SaveAsync(bool isDone, CancellationToken cancellationToken)
    {
        if (isDone)
        {
            await objects.PutAsync(ResultKeys.ShardTrial(run, shard), Pack(tally), cancellationToken);
            await seen.FinishAsync(cancellationToken);
        }
        else if (committed is { } position && saved != position)
        {
            await seen.SaveAsync(position, cancellationToken);
            await objects.PutAsync(ResultKeys.TrialDraft(run, shard, position), Pack(tally), cancellationToken);
            saved = position;
        }
    }

    internal static byte[] Pack(TrialTally tally) =>
        ResultObject.Pack([JsonSerializer.SerializeToUtf8Bytes(tally, TrialJson.Default.TrialTally)]);

    internal static TrialTally Unpack(byte[] packed) =>
        JsonSerializer.Deserialize(ResultObject.Unpack(packed, MostBytes), TrialJson.Default.TrialTally)!;
}
