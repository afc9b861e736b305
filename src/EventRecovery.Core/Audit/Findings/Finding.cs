using EventRecovery.Streams;

namespace EventRecovery.Audit.Findings;

/// <summary>One event that is not as it should be, with all that is needed to find and recover it. No payload.</summary>
/// <param name="Id">Empty only when not even that can be read.</param>
/// <param name="Reason">One sentence.</param>
public sealed record Finding(string Id, Verdict Verdict, string Reason)
{
    /// <summary>The event's own time.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Beginning of its window in the audit.</summary>
    public DateTimeOffset? Window { get; init; }

    /// <summary>The stream, or the file, that holds it.</summary>
    public required string Source { get; init; }

    /// <summary>Null when it is in a file.</summary>
    public ShardId? Shard { get; init; }

    public RecordPosition? Position { get; init; }

    /// <summary>Bytes before it in its file as unpacked; null on a stream.</summary>
    public long? Offset { get; init; }

    /// <summary>When it arrived on its stream, if known.</summary>
    public DateTimeOffset? ArrivedAt { get; init; }

    public string? Key { get; init; }

    public string? Type { get; init; }

    /// <summary>Which version of the consumer had it, if a log or a result tells.</summary>
    public string? Version { get; init; }

    /// <summary>Why it failed, as far as logs tell; else null.</summary>
    public FailureCause? Cause { get; init; }
}
