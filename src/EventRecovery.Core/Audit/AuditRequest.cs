using EventRecovery.Audit.Reading;
using EventRecovery.Json;
using EventRecovery.Recalculation;
using EventRecovery.Replay;

namespace EventRecovery.Audit;

/// <summary>What to reconcile with what.</summary>
/// <param name="Expected">What should have been processed.</param>
/// <param name="Processed">What was. An event that a later source has counts as that source has it: a recovered event supersedes the first result.</param>
public sealed record AuditRequest(AuditScope Scope, IAuditSource Expected, IReadOnlyList<IAuditSource> Processed)
{
    public SideFormat ExpectedFormat { get; init; } = SideFormat.Default;

    public SideFormat ProcessedFormat { get; init; } = SideFormat.Default;

    /// <summary>What tells why something failed; null when nothing does.</summary>
    public IAuditSource? Logs { get; init; }

    /// <summary>What of it is parked, which also tells why; null when nobody knows. See <see cref="ParkedSource"/>.</summary>
    public IAuditSource? Parked { get; init; }

    public SideFormat LogFormat { get; init; } = SideFormat.Default;

    public ResultRule Rule { get; init; } = new ResultRule.Presence();

    /// <summary>What makes the right result of an expected event; null when the expected side holds the results.</summary>
    public IRecalculation? Recalculation { get; init; }

    public JsonLimits Limits { get; init; } = JsonLimits.Default;

    /// <summary>
    /// When what is wanted of a processed source, counted from 1, has arrived. The first of several holds the consumer's own results,
    /// and is done with the grace. What supersedes it is read on, and so is a source that stands alone: it may hold recovered events.
    /// </summary>
    public ReplayWindow ReadingOf(int number, DateTimeOffset now) =>
        Supersedes(number) || Processed.Count == 1 ? Scope.ReadingOn(now) : Scope.Reading;

    /// <summary>What a processed source holds, counted from 1, recovers what those before it lack or have wrong.</summary>
    internal static bool Supersedes(int number) => number > 1;
}
