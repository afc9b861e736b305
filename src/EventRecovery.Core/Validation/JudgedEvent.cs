using EventRecovery.Json;

namespace EventRecovery.Validation;

/// <summary>What a trial says of one event.</summary>
/// <param name="ArrivedAt">When its record came into the stream: the window bounds this time.</param>
/// <param name="Verdict">Null for an event that is not in the sample.</param>
/// <param name="Values">The recalculated numbers by path.</param>
/// <param name="Content">Tells a copy of an event from another one with its id; null where no event could be read.</param>
/// <param name="Violation">Set when the recalculation broke its own rules on it.</param>
internal sealed record JudgedEvent(
    string Id,
    DateTimeOffset At,
    DateTimeOffset ArrivedAt,
    string Key,
    string? Type,
    TrialVerdict? Verdict,
    IReadOnlyList<ValueDifference> Differences,
    IReadOnlyList<(string Path, double Value)> Values,
    ViolatingEvent? Violation = null,
    EventHash? Content = null
)
{
    public static JudgedEvent NotSampled { get; } = new("", default, default, "", null, null, [], []);
}
