using EventRecovery.Audit;
using EventRecovery.Audit.Findings;

namespace EventRecovery.Cli.Demo;

internal readonly record struct ConsumedEvent(SourceEvent Event, Fate Fate);

/// <summary>What the consumer did. Only the demo knows; what it finds out about it by itself is checked against this.</summary>
/// <param name="ErrorRecords">In the order in which they were put on the error stream.</param>
internal sealed record Incident(IReadOnlyList<SentRecord> ErrorRecords, IReadOnlyList<ConsumedEvent> Events)
{
    /// <summary>Null when nothing was on the stream.</summary>
    public Crash? Crash { get; init; }

    public int Dropped => Count(Fate.Dropped);

    /// <summary>Events that failed and can be recovered.</summary>
    public int Failed => Count(Fate.Failed) + Twice;

    /// <summary>Those of them that were put on the error stream twice.</summary>
    public int Twice => Count(Fate.FailedAndSentTwice);

    /// <summary>Events that reached the error stream broken.</summary>
    public int Poison => Count(Fate.SentBroken);

    public int Crashed => Count(Fate.Crashed);

    /// <summary>Events that have a result, rightly or not.</summary>
    public int Processed => Events.Count - Dropped - Failed - Poison - Crashed;

    public DemoConsumer Totals =>
        new(Processed, Dropped, Failed, Twice, Poison, Count(Fate.Wrong), Count(Fate.Doubled), Crashed);

    /// <summary>
    /// By id, what an audit must find and which cause it must name: all of this and nothing else. Of an event without a right result
    /// it must say just that.
    /// </summary>
    public IReadOnlyDictionary<string, Fault> Faults() =>
        Events
            .Select(one => (one.Event.Id, Fault: FaultOf(one)))
            .Where(one => one.Fault.Verdict != Verdict.Ok)
            .ToDictionary(one => one.Id, one => one.Fault, StringComparer.Ordinal);

    private static Fault FaultOf(ConsumedEvent one) =>
        ExpectedEvent.ParkReason(new SentRecord(one.Event.Key, one.Event.Data, one.Event, PoisonReason: null)) is null
            ? new Fault(one.Fate.MustBe(), one.Fate.Cause())
            : new Fault(Verdict.Unrecoverable, Cause: null);

    private int Count(Fate fate) => Events.Count(one => one.Fate == fate);
}

/// <param name="Cause">Null: nothing tells, or whatever is told is not checked.</param>
internal readonly record struct Fault(Verdict Verdict, FailureCause? Cause);
