namespace EventRecovery.Local.Stack;

/// <summary>The names under which the stack's functions are invoked.</summary>
public static class LocalFunctions
{
    /// <summary>Fed by the error stream.</summary>
    public const string Reprocessor = "event-recovery-reprocessor";

    /// <summary>Invoked by people and by Step Functions.</summary>
    public const string Replayer = "event-recovery-replayer";
}
