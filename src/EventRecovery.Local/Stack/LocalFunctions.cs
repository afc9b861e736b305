using EventRecovery.Configuration;

namespace EventRecovery.Local.Stack;

/// <summary>The names under which the stack's functions are invoked: those of a deployment that kept the default name.</summary>
public static class LocalFunctions
{
    /// <summary>Fed by the error stream.</summary>
    public const string Reprocessor = StackNames.Default + StackNames.ReprocessorSuffix;

    /// <summary>Invoked by people and by Step Functions.</summary>
    public const string Replayer = StackNames.Default + StackNames.ReplayerSuffix;

    /// <summary>Invoked by people; there is no schedule here.</summary>
    public const string Auditor = StackNames.Default + StackNames.AuditorSuffix;

    /// <summary>Fed by the source stream, where an archive is wanted.</summary>
    public const string Archiver = StackNames.Default + StackNames.ArchiverSuffix;
}
