namespace EventRecovery.Cli;

/// <summary>What a script learns from the way the program ends.</summary>
internal enum ExitCode
{
    /// <summary>Done, and all is well.</summary>
    Ok = 0,

    /// <summary>Done, and something is wrong with what was looked at.</summary>
    FoundWrong = 1,

    /// <summary>Not done: the command line or the environment does not allow it.</summary>
    CannotRun = 2,

    /// <summary>Stopped half-way, safely: the same command goes on.</summary>
    Interrupted = 3,
}
