using System.Collections.Concurrent;
using EventRecovery.Publishing;
using EventRecovery.Streams;

namespace EventRecovery.Testing.Faults;

/// <summary>
/// Faults of one process by script: the n-th call of an operation from now fails, before or after its effect. It also counts
/// calls, for tests of what a batch costs. Thread-safe.
/// </summary>
public sealed class ScriptedFaults : IFaults
{
    private readonly ConcurrentDictionary<Operation, int> calls = new();
    private readonly Lock gate = new();
    private readonly List<Rule> rules = [];
    private readonly List<Refusal> refusals = [];
    private volatile bool crashed;

    /// <summary>Faults that really happened.</summary>
    public int Fired { get; private set; }

    /// <summary>Calls begun, also those that failed.</summary>
    public int Calls(Operation operation) => calls.GetValueOrDefault(operation);

    /// <summary>Forgets the counts, so that what follows is counted by itself.</summary>
    public void ResetCalls() => calls.Clear();

    /// <summary>The <paramref name="nth"/> call from now (1 is the next) does not arrive.</summary>
    public ScriptedFaults Fail(Operation operation, int nth = 1, Func<Exception>? with = null) =>
        Add(operation, Moment.Before, nth, with ?? NoAnswer);

    /// <summary>The <paramref name="nth"/> call from now takes effect, and its answer is lost.</summary>
    public ScriptedFaults LoseAnswer(Operation operation, int nth = 1) => Add(operation, Moment.After, nth, NoAnswer);

    /// <summary>The next <paramref name="times"/> calls are throttled.</summary>
    public ScriptedFaults Throttle(Operation operation, int times = 1)
    {
        for (var nth = 1; nth <= times; nth++)
        {
            Add(operation, Moment.Before, nth, () => new TransientFailureException("throttled") { Throttled = true });
        }

        return this;
    }

    /// <summary>The process dies at the <paramref name="nth"/> call from now, and no later call of it arrives.</summary>
    public ScriptedFaults Crash(Operation operation, Moment moment = Moment.Before, int nth = 1) =>
        Add(
            operation,
            moment,
            nth,
            () =>
            {
                crashed = true;
                return new CrashedException();
            }
        );

    /// <summary>Something else happens at that moment, such as a rival's write.</summary>
    public ScriptedFaults Do(Operation operation, Func<Task> action, Moment moment = Moment.Before, int nth = 1)
    {
        lock (gate)
        {
            rules.Add(new Rule(operation, moment, nth, Throw: null, action));
        }

        return this;
    }

    /// <summary>PutRecords refuses records that fit, <paramref name="times"/> times.</summary>
    public ScriptedFaults Refuse(
        Func<OutgoingRecord, int, bool> which,
        int times = 1,
        string errorCode = "ProvisionedThroughputExceededException"
    )
    {
        lock (gate)
        {
            refusals.Add(new Refusal(which, errorCode) { Left = times });
        }

        return this;
    }

    /// <inheritdoc />
    public async ValueTask AtAsync(FaultPoint point, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (crashed)
        {
            throw new CrashedException();
        }

        if (point.Moment == Moment.Before)
        {
            calls.AddOrUpdate(point.Operation, 1, (_, count) => count + 1);
        }

        foreach (var rule in Due(point))
        {
            Fired++;
            if (rule.Action is { } action)
            {
                await action();
            }

            if (rule.Throw?.Invoke() is { } failure)
            {
                throw failure;
            }
        }
    }

    /// <inheritdoc />
    public string? RefusalOf(OutgoingRecord record, int index)
    {
        lock (gate)
        {
            if (refusals.Find(refusal => refusal.Left > 0 && refusal.Which(record, index)) is not { } refusal)
            {
                return null;
            }

            refusal.Left--;
            Fired++;
            return refusal.ErrorCode;
        }
    }

    private static TransientFailureException NoAnswer() => new("no answer");

    private ScriptedFaults Add(Operation operation, Moment moment, int nth, Func<Exception> failure)
    {
        lock (gate)
        {
            rules.Add(new Rule(operation, moment, nth, failure, Action: null));
        }

        return this;
    }

    private List<Rule> Due(FaultPoint point)
    {
        lock (gate)
        {
            var due = new List<Rule>();
            foreach (var rule in rules.Where(rule => (rule.Operation, rule.Moment) == (point.Operation, point.Moment)))
            {
                if (--rule.Left == 0)
                {
                    due.Add(rule);
                }
            }

            rules.RemoveAll(due.Contains);
            return due;
        }
    }

    private sealed record Rule(Operation Operation, Moment Moment, int Nth, Func<Exception>? Throw, Func<Task>? Action)
    {
        public int Left { get; set; } = Nth;
    }

    private sealed record Refusal(Func<OutgoingRecord, int, bool> Which, string ErrorCode)
    {
        public int Left { get; set; }
    }
}
