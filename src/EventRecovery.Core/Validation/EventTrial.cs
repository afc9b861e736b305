using EventRecovery.Engine;
using EventRecovery.Events;
using EventRecovery.Json;
using EventRecovery.Recalculation;

namespace EventRecovery.Validation;

/// <summary>Judges one event after another. For one caller at a time.</summary>
internal sealed class EventTrial(
    EventReader events,
    IRecalculation recalculation,
    TrialRules rules,
    Func<EventId, bool> isLookedAt,
    ITrialBaseline baseline
) : IDisposable
{
    private readonly Recalculator recalculator = new(recalculation);
    private readonly Recalculator again = new(recalculation);
    private readonly EventComparison comparison = new(rules);
    private readonly MutablePathsGuard guard = new(recalculation.MutablePaths);
    private readonly PooledBuffer output = new();

    public void Dispose()
    {
        recalculator.Dispose();
        again.Dispose();
        output.Dispose();
    }

    /// <summary>The verdict, and the recovered event as a replay would publish it.</summary>
    public (JudgedEvent Judged, RecoveredEvent? Recovered) Judge(in UserRecord unit, in RecoveryOrigin origin)
    {
        if (unit.Damage is not null)
        {
            return (Rejected("", unit.ArrivedAt, unit, null), null);
        }
        var read = events.Read(unit.Data);
        if (!read.IsEvent)
        {
            return (Rejected("", unit.ArrivedAt, unit, null), null);
        }
        var original = read.Event;
        if (!isLookedAt(original.Id))
        {
            return (JudgedEvent.NotSampled, null);
        }

        output.Clear();
        var result = recalculator.Recover(original, origin, output);
        if (result.Rejection is { } rejection)
        {
            var broken = rejection.Code is RejectCodes.ImmutablePathChanged or RejectCodes.RecalculationThrew;
            var violation = broken ? Violation(original, unit, rejection.Code, rejection.Message) : null;
            return (
                Rejected(original.Id.Value, original.Timestamp, unit, violation) with
                {
                    Content = EventHash.Of(original.Json),
                },
                null
            );
        }
        var data = output.WrittenSpan.ToArray();
        if (!JsonText.TryRead(data, JsonLimits.Largest, out var after, out _))
        {
            throw new InvalidOperationException("A recovered event is not JSON.");
        }
        var found = Look(original, unit, result, after);
        return (found, Recovered(original, unit, result, data));
    }

    private JudgedEvent Look(StreamEvent original, in UserRecord unit, RecoveryResult result, JsonText after)
    {
        var before = baseline.Find(original);
        var differences = before is null ? [] : comparison.Compare(before.Root, after.Root);
        return new JudgedEvent(
            original.Id.Value,
            original.Timestamp,
            unit.ArrivedAt,
            Key(original, unit).Value,
            original.Type,
            before is null ? TrialVerdict.New : EventComparison.VerdictOf(differences),
            differences,
            ValuesOf(after),
            Broken(original, unit, result, after),
            result.OriginalHash
        );
    }

    private ViolatingEvent? Broken(StreamEvent original, in UserRecord unit, RecoveryResult result, JsonText after)
    {
        // Checked on the bytes themselves as well, and not only where the correction was written.
        if (guard.ForbiddenChanges(original.Json, after) is [var path, ..])
        {
            var message = $"{recalculation.Version} changed {path}, which is not among its mutable paths.";
            return Violation(original, unit, RejectCodes.ImmutablePathChanged, message);
        }
        var second = again.Correct(original);
        return second.IsRecovered && second.ResultHash == result.ResultHash
            ? null
            : Violation(
                original,
                unit,
                RejectCodes.NotDeterministic,
                $"{recalculation.Version} gave another result when it ran again on the same event."
            );
    }

    private List<(string Path, double Value)> ValuesOf(JsonText after)
    {
        var values = new List<(string, double)>();
        foreach (var path in recalculation.MutablePaths)
        {
            if (after.Root.TryFind(path, out var value) && value.TryGetDouble(out var number))
            {
                values.Add((path.Text, number));
            }
        }
        return values;
    }

    private static RecoveredEvent Recovered(
        StreamEvent original,
        in UserRecord unit,
        RecoveryResult result,
        byte[] data
    ) => new(original.Id, original.Timestamp, Key(original, unit), result.ResultHash, data);

    private static OrderKey Key(StreamEvent original, in UserRecord unit) =>
        original.OrderKey ?? new OrderKey(unit.PartitionKey);

    private static ViolatingEvent Violation(StreamEvent original, in UserRecord unit, string code, string message) =>
        new(original.Id.Value, original.Timestamp, Key(original, unit).Value, code, message);

    private static JudgedEvent Rejected(string id, DateTimeOffset at, in UserRecord unit, ViolatingEvent? violation) =>
        new(id, at, unit.ArrivedAt, unit.PartitionKey, null, TrialVerdict.Rejected, [], [], violation);
}
