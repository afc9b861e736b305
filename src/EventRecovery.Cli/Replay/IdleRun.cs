namespace EventRecovery.Cli.Replay;

/// <summary>A run that is not at its end, and that nobody works on: it stays so until somebody takes it up.</summary>
internal static class IdleRun
{
    /// <summary>Longer than whoever drives a run takes between two invocations.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Since when, and what to do; null while somebody works on it, or did a moment ago.</summary>
    public static string? Warning(ReplayReply reply, DateTimeOffset now) =>
        reply.IdleSince is { } since && now - since >= Patience
            ? $"Nobody has worked on it since {Figures.Time(since)}, for {Figures.Length(now - since)}. "
                + $"To go on: recover replay --run {reply.RunId}"
            : null;
}
