using EventRecovery.Audit.Reading;
using EventRecovery.Claims;
using EventRecovery.Streams;

namespace EventRecovery.Audit;

/// <summary>What an audit keeps of one copy of one event on one side.</summary>
internal sealed record AuditEntry(string Id, EventDigest Digest, ItemOrigin Origin)
{
    /// <summary>The event's own time; null when its side does not tell it.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>When it arrived or was processed, if known.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Equal for equal results.</summary>
    public UInt128 Result { get; init; }

    /// <summary>The compared numbers, in the order of their paths; NaN for what is none. Empty where nothing has a tolerance.</summary>
    public double[] Values { get; init; } = [];

    public long Offset { get; init; }

    public RecordPosition? Position { get; init; }

    public string? Key { get; init; }

    public string? Type { get; init; }

    public string? Version { get; init; }

    /// <summary>As what it was recovered; null for what the consumer made itself. See <see cref="RecoveryMark"/>.</summary>
    public string? RecoveredAs { get; init; }

    /// <summary>On the expected side: why no right result can be computed. In a log: what went wrong.</summary>
    public string? Reason { get; init; }
}
