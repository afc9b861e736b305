namespace EventRecovery.Cli.Replay;

/// <summary>What the Replayer answers of a trial that has ended.</summary>
/// <param name="Verdict"><c>pass | hold</c>.</param>
internal sealed record TrialReply(
    string Verdict,
    string Reason,
    ApprovalReply? Approved = null,
    string? Baseline = null,
    IReadOnlyList<GateReply>? Gates = null,
    IReadOnlyList<ChangeReply>? Worst = null,
    IReadOnlyList<ViolationReply>? Violations = null,
    IReadOnlyList<string>? GoneIds = null,
    IReadOnlyList<string>? ConflictIds = null
)
{
    public bool LetsReplayFollow => Verdict == "pass" || Approved is not null;
}

internal sealed record ApprovalReply(string By, DateTimeOffset At, string Why);

internal sealed record GateReply(string Name, double Limit, double Value, bool Passed);

internal sealed record ChangeReply(string Id, string Path, string? Before, string? After);

internal sealed record ViolationReply(string Id, string Code, string Message);
