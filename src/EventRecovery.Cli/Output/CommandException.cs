namespace EventRecovery.Cli.Output;

/// <summary>Ends a command with a problem that has been thought of. The boundary prints it and answers the exit code.</summary>
internal sealed class CommandException(ExitCode exitCode, Problem problem, Exception? inner = null)
    : Exception(problem.What, inner)
{
    public ExitCode ExitCode { get; } = exitCode;

    public Problem Problem { get; } = problem;
}
