using EventRecovery.Engine;
using EventRecovery.Events;
using EventRecovery.Json;
using EventRecovery.Recalculation;
using EventRecovery.Runtime;
using EventRecovery.Streams;

namespace EventRecovery.Validation;

/// <summary>
/// Recalculates events twice and compares them with the baseline. It has no effect: no claims, nothing published, nothing parked.
/// </summary>
/// <param name="includes">Null looks at every event of the sample.</param>
public sealed class TrialEngine(
    EventReader events,
    IRecalculation recalculation,
    TrialRules rules,
    EventSample sample,
    ITrialBaseline baseline,
    string lineage,
    Func<EventId, bool>? includes = null
) : IBatchEngine
{
    /// <summary>Events between two looks at the clock.</summary>
    private const int Pace = 256;

    private bool IsLookedAt(EventId id) => sample.Holds(id) && includes?.Invoke(id) != false;

    public Task<BatchOutcome> ProcessAsync(
        ShardBatch batch,
        Deadline deadline,
        IFinishedEvents? finished,
        CancellationToken cancellationToken
    )
    {
        using var trial = new EventTrial(events, recalculation, rules, IsLookedAt, baseline);
        var counts = default(BatchCounts);
        foreach (var unit in UserRecord.Split(batch))
        {
            if (counts.Read % Pace == 0 && (deadline.Passed || cancellationToken.IsCancellationRequested))
            {
                return Task.FromResult(new BatchOutcome(unit.Position, counts));
            }
            var source = new SourcePosition(batch.Stream, batch.Shard, unit.Position);
            var origin = new RecoveryOrigin(
                lineage,
                source.Stream.Value,
                source.Shard.Value,
                source.Record.Sequence.Value,
                source.Record.SubSequence ?? 0
            );
            var (judged, recovered) = trial.Judge(unit, origin);
            counts += new BatchCounts(
                Read: 1,
                Recovered: recovered is null ? 0 : 1,
                Parked: judged.Verdict == TrialVerdict.Rejected ? 1 : 0
            );
            if (judged.Verdict is not null)
            {
                finished?.Add(unit.Position, recovered);
            }
            (finished as IJudgedEvents)?.Add(unit.Position, judged);
        }
        return Task.FromResult(new BatchOutcome(FirstUnfinished: null, counts));
    }
}
