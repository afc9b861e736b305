using EventRecovery.Json;
using EventRecovery.Recalculation;

namespace EventRecovery.Validation;

/// <summary>Compares a result with its baseline, value by value; the <c>recovery</c> member is no part of either.</summary>
internal sealed class EventComparison(TrialRules rules)
{
    private const int MostDifferences = 50;

    private readonly List<string> path = [];
    private readonly List<ValueDifference> found = [];

    /// <summary>The values that differ, in document order, at most 50. Numbers are compared by value: 1.10 is 1.1.</summary>
    public IReadOnlyList<ValueDifference> Compare(JsonValue before, JsonValue after)
    {
        path.Clear();
        found.Clear();
        Walk(before, after);
        return [.. found];
    }

    public static TrialVerdict VerdictOf(IReadOnlyList<ValueDifference> differences) =>
        differences.Any(one => one.Kind == DifferenceKind.Changed) ? TrialVerdict.Changed
        : differences.Any(one => one.Kind != DifferenceKind.Ignored) ? TrialVerdict.WithinTolerance
        : TrialVerdict.Same;

    private void Walk(JsonValue before, JsonValue after)
    {
        if (found.Count == MostDifferences)
        {
            return;
        }
        switch (before.Kind, after.Kind)
        {
            case (JsonKind.Object, JsonKind.Object):
                Members(before, after);
                break;
            case (JsonKind.Array, JsonKind.Array):
                Elements(before, after);
                break;
            case var (left, right) when left == right && JsonEquality.AreSameScalar(before.Raw, after.Raw):
                break;
            default:
                Note(before, after);
                break;
        }
    }

    private void Members(JsonValue before, JsonValue after)
    {
        foreach (var member in before.EnumerateMembers())
        {
            var name = member.Name;
            if (path.Count > 0 || name != Recovery)
            {
                after.TryGet(System.Text.Encoding.UTF8.GetBytes(name), out var other);
                Step(name, member.Value, other);
            }
        }
        foreach (var member in after.EnumerateMembers())
        {
            var name = member.Name;
            var isNew = !before.TryGet(System.Text.Encoding.UTF8.GetBytes(name), out _);
            if (isNew && (path.Count > 0 || name != Recovery))
            {
                Step(name, default, member.Value);
            }
        }
    }

    private void Elements(JsonValue before, JsonValue after)
    {
        for (var at = 0; ; at++)
        {
            var hadOne = before.TryGet(at, out var left);
            var hasOne = after.TryGet(at, out var right);
            if (!hadOne && !hasOne)
            {
                return;
            }
            Step(at.ToString(System.Globalization.CultureInfo.InvariantCulture), left, right);
        }
    }

    private void Step(string name, JsonValue before, JsonValue after)
    {
        path.Add(name);
        Walk(before, after);
        path.RemoveAt(path.Count - 1);
    }

    private void Note(JsonValue before, JsonValue after)
    {
        var pointer = JsonPointer.Of(path);
        var rule = rules.RuleFor(pointer);
        double? from = before.TryGetDouble(out var was) ? was : null;
        double? to = after.TryGetDouble(out var now) ? now : null;
        var kind =
            rule is null ? DifferenceKind.Changed
            : rule.Ignore ? DifferenceKind.Ignored
            : rule.Known is not null ? DifferenceKind.Known
            : from is { } a && to is { } b && rule.Tolerates(a, b) ? DifferenceKind.WithinTolerance
            : DifferenceKind.Changed;
        found.Add(new ValueDifference(pointer.Text, kind, Shown(before), Shown(after), from, to, rule?.Known));
    }

    private static readonly string Recovery = System.Text.Encoding.UTF8.GetString(RecoveryMember.Name);

    private static string? Shown(JsonValue value)
    {
        const int Longest = 120;
        var text = value.ToString();
        return text.Length == 0 ? null
            : text.Length <= Longest ? text
            : text[..Longest] + "…";
    }
}

/// <summary>One value that is not as it was.</summary>
/// <param name="Before">JSON as it is written; null where there was nothing.</param>
/// <param name="Known">Of a known difference, its name.</param>
internal sealed record ValueDifference(
    string Path,
    DifferenceKind Kind,
    string? Before,
    string? After,
    double? From,
    double? To,
    string? Known
)
{
    /// <summary>(after − before) ÷ |before| of two numbers; null where that says nothing.</summary>
    public double? Relative =>
        From is { } from && To is { } to && from != 0 && double.IsFinite((to - from) / Math.Abs(from))
            ? (to - from) / Math.Abs(from)
            : null;
}

internal enum DifferenceKind
{
    Changed,
    WithinTolerance,
    Known,
    Ignored,
}

/// <summary>What a trial says of one event.</summary>
public enum TrialVerdict
{
    Same,

    /// <summary>Different, and every difference is tolerated or known.</summary>
    WithinTolerance,
    Changed,

    /// <summary>The baseline does not have it.</summary>
    New,

    /// <summary>The recalculation, or the reader of events, rejects it.</summary>
    Rejected,
}
