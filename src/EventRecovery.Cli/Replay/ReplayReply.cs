namespace EventRecovery.Cli.Replay;

/// <summary>What the Replayer answers: the part that people are shown. Unknown fields are left alone, so that it may learn new ones.</summary>
internal sealed record ReplayReply
{
    public string? RunId { get; init; }

    /// <summary><c>planned | running | continues | complete | failed | cancelled</c>.</summary>
    public string State { get; init; } = "";

    public string? Stream { get; init; }

    public string? Version { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    public int? Attempt { get; init; }

    public IReadOnlyList<ReplyShard> Shards { get; init; } = [];

    public ReplyCounts Counts { get; init; } = new();

    public IReadOnlyList<string> Messages { get; init; } = [];

    /// <summary>When the oldest record of the window that is still there leaves the stream.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Since when nobody has worked on it; null while somebody does.</summary>
    public DateTimeOffset? IdleSince { get; init; }

    /// <summary>What a trial came to; only of a trial that has ended.</summary>
    public TrialReply? Trial { get; init; }

    /// <summary>What a replay will take; only of a plan.</summary>
    public ReplyEstimate? Estimate { get; init; }

    /// <summary>It asks to be invoked again, or somebody else is at work.</summary>
    public bool IsUnderWay => State is "running" or "continues";
}

/// <param name="Stage"><c>ready | leased | waiting | done | afterWindow | failed</c>.</param>
/// <param name="ReadUpTo">Arrival of the latest record read.</param>
internal sealed record ReplyShard(
    string Id,
    string Stage,
    IReadOnlyList<string>? WaitsFor = null,
    string? Checkpoint = null,
    DateTimeOffset? ReadUpTo = null,
    string? Owner = null,
    string? Failure = null,
    ReplyCounts? Counts = null
);

internal sealed record ReplyCounts
{
    public long Records { get; init; }

    public long RecordsInWindow { get; init; }

    public long Bytes { get; init; }

    /// <summary>Events.</summary>
    public long Read { get; init; }

    public long Recovered { get; init; }

    public long Duplicates { get; init; }

    public long Redelivered { get; init; }

    public long Parked { get; init; }

    public long GetRecordsCalls { get; init; }

    public long CheckpointWrites { get; init; }

    public decimal WriteUnits { get; init; }

    /// <summary>Events that were published before, by whomever.</summary>
    public long AlreadyDone => Duplicates + Redelivered;
}

/// <summary>What Lambda answers when the function threw.</summary>
internal sealed record FunctionError(string? ErrorType, string? ErrorMessage);
