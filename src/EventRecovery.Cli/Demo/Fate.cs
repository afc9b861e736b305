using EventRecovery.Audit;
using EventRecovery.Audit.Findings;

namespace EventRecovery.Cli.Demo;

/// <summary>What the consumer made of an event.</summary>
internal enum Fate
{
    Right,
    Wrong,
    Doubled,

    /// <summary>Nobody heard of it again.</summary>
    Dropped,

    /// <summary>It is on the error stream.</summary>
    Failed,

    /// <summary>It is on the error stream twice.</summary>
    FailedAndSentTwice,

    /// <summary>It is on the error stream, and not as it was.</summary>
    SentBroken,

    /// <summary>The consumer was killed at it, again and again.</summary>
    Crashed,
}

internal static class Fates
{
    /// <summary>What an audit must say of it, if a right result can be computed at all.</summary>
    public static Verdict MustBe(this Fate fate) =>
        fate switch
        {
            Fate.Right => Verdict.Ok,
            Fate.Wrong => Verdict.Wrong,
            Fate.Doubled => Verdict.Duplicate,
            _ => Verdict.Missing,
        };

    /// <summary>What the consumer's log says of it; null when nothing.</summary>
    public static string? Error(this Fate fate) =>
        fate switch
        {
            Fate.Failed => "the rates service timed out after 3 s",
            Fate.FailedAndSentTwice => "429 too many requests from the rates service, tried twice",
            Fate.SentBroken => "the event does not match schema 7",
            Fate.Crashed => "killed at this event: out of memory",
            _ => null,
        };

    /// <summary>Which cause an audit must read from that.</summary>
    public static FailureCause? Cause(this Fate fate) =>
        fate switch
        {
            Fate.Failed => FailureCause.Timeout,
            Fate.FailedAndSentTwice => FailureCause.Throttle,
            Fate.SentBroken => FailureCause.SchemaMismatch,
            Fate.Crashed => FailureCause.Crash,
            _ => null,
        };
}
