using System.Globalization;
using EventRecovery.Audit.Findings;
using EventRecovery.Audit.Reading;

namespace EventRecovery.Audit.Exact;

/// <summary>From what is known of an event to the verdict on it. Pure.</summary>
internal sealed class Judge(AuditScope scope, ResultRule rule, DateTimeOffset now)
{
    /// <summary>A verdict, and the finding if it is one.</summary>
    public (Verdict Verdict, Finding? Finding) Decide(EventCopies copies)
    {
        var processed = copies.Processed;
        if (copies.Expected is not { } expected)
        {
            return Finding(
                Verdict.Unexpected,
                "It was processed, and no expected event has its id.",
                processed[0],
                copies
            );
        }

        if (processed.Count == 0)
        {
            return NotProcessed(expected, copies);
        }

        // Nobody can say what its right result is, and it has one: that is for people to look at, not to replay.
        if (expected.Reason is { } rejected)
        {
            return Finding(Verdict.Unrecoverable, $"No right result can be computed: {rejected}", expected, copies);
        }

        var wrong = processed.FindAll(copy => !IsRight(expected, copy));
        if (wrong.Count > 0)
        {
            return Finding(
                Verdict.Wrong,
                Difference(expected, wrong[0], wrong.Count, processed.Count),
                expected,
                copies
            );
        }

        if (processed.Count > 1)
        {
            var times = processed.Count.ToString(CultureInfo.InvariantCulture);
            return Finding(Verdict.Duplicate, $"It was processed {times} times.", expected, copies);
        }

        return copies.IsRecovered(processed[0]) ? (Verdict.Ok, null) : InTime(expected, processed[0], copies);
    }

    /// <summary>Of what the consumer made itself. What was recovered comes when somebody recovers it.</summary>
    private (Verdict, Finding?) InTime(AuditEntry expected, AuditEntry copy, EventCopies copies)
    {
        var due = Due(expected);
        return copy.At is { } at && at > due
            ? Finding(Verdict.Late, $"It was processed {Text(at - due)} after its time.", expected, copies)
            : (Verdict.Ok, null);
    }

    private (Verdict, Finding?) NotProcessed(AuditEntry expected, EventCopies copies) =>
        expected.Reason is { } rejected
            ? Finding(Verdict.Unrecoverable, $"It cannot be recalculated: {rejected}", expected, copies)
        : now < Due(expected) ? (Verdict.Open, null)
        : Finding(
            Verdict.Missing,
            copies.Log is { Reason: { } said } log
                ? $"It was not processed; {(ParkedSource.Has(log.Origin) ? "it is parked" : "a log says")}: {said}"
                : "It was not processed.",
            expected,
            copies
        );

    private DateTimeOffset Due(AuditEntry expected)
    {
        var from = expected.Time ?? DateTimeOffset.MinValue;
        return (expected.At > from ? expected.At.Value : from) + scope.Grace;
    }

    private bool IsRight(AuditEntry expected, AuditEntry copy)
    {
        if (expected.Result == copy.Result)
        {
            return true;
        }

        if (
            rule is not ResultRule.Values { Paths: var paths }
            || copy.Values.Length != paths.Count
            || expected.Values.Length != paths.Count
        )
        {
            return false;
        }

        return Enumerable.Range(0, paths.Count).All(index => IsWithin(expected, copy, index, paths[index].Tolerance));
    }

    private static bool IsWithin(AuditEntry expected, AuditEntry copy, int index, double tolerance) =>
        Math.Abs(expected.Values[index] - copy.Values[index]) <= tolerance;

    private string Difference(AuditEntry expected, AuditEntry copy, int wrong, int all)
    {
        var which = all == 1 ? "" : $" in {wrong} of {all} copies";
        if (rule is not ResultRule.Values { Paths: var paths })
        {
            return $"Its result differs{which}.";
        }

        for (var index = 0; index < Math.Min(expected.Values.Length, copy.Values.Length); index++)
        {
            if (!IsWithin(expected, copy, index, paths[index].Tolerance))
            {
                var by = (copy.Values[index] - expected.Values[index]).ToString("G6", CultureInfo.InvariantCulture);
                return $"{paths[index].Processed} differs{(paths[index].Tolerance > 0 ? $" by {by}" : "")}{which}.";
            }
        }

        return $"{string.Join(", ", paths.Select(path => path.Processed.Text))} differ{(paths.Count == 1 ? "s" : "")}{which}.";
    }

    private (Verdict, Finding?) Finding(Verdict verdict, string reason, AuditEntry entry, EventCopies copies)
    {
        var finding = new Finding(entry.Id, verdict, reason)
        {
            Time = entry.Time,
            Window =
                entry.Time is { } time && scope.Window.Contains(time) ? scope.CellAt(scope.CellOf(time)).From : null,
            Source = entry.Origin.Source,
            Shard = entry.Origin.Shard,
            Position = entry.Position,
            Offset = entry.Origin.Shard is null ? entry.Offset : null,
            ArrivedAt = entry.Origin.Shard is null ? null : entry.At,
            Key = entry.Key,
            Type = entry.Type,
            Version = copies.Log?.Version ?? copies.Processed.Find(copy => copy.Version is not null)?.Version,
            Cause = (copies.Log?.Reason ?? entry.Reason) is { } said ? FailureCauses.Of(said) : null,
        };
        return (verdict, finding);
    }

    private static string Text(TimeSpan time) =>
        time.TotalMinutes < 1 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s")
        : time.TotalHours < 1 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.#} min")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.#} h");
}
