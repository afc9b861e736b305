namespace EventRecovery.Replay;

/// <summary>What the gates of a trial say.</summary>
/// <param name="Passed">False holds: no replay may follow before a person approves it.</param>
/// <param name="Reason">One sentence.</param>
public sealed record TrialOutcome(bool Passed, string Reason);

/// <summary>A person takes it upon them that a replay may follow a trial that is on hold.</summary>
/// <param name="By">Who.</param>
/// <param name="Why">In their words.</param>
public sealed record TrialApproval(string By, DateTimeOffset At, string Why);
