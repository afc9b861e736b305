using EventRecovery.Cli.Output;
using EventRecovery.Local;
using EventRecovery.Versions;

namespace EventRecovery.Cli;

/// <summary>From an exception to what a person should read and a script should see.</summary>
internal static class Failures
{
    public static (ExitCode ExitCode, Problem Problem) Explain(Exception failure, CancellationToken interrupted) =>
        failure switch
        {
            CommandException known => (known.ExitCode, known.Problem),
            OperationCanceledException when interrupted.IsCancellationRequested => (
                ExitCode.Interrupted,
                new Problem("interrupted") { Next = "The same command starts again." }
            ),
            _ when AwsProblems.Explain(failure) is { } problem => (ExitCode.CannotRun, problem),
            VersionRefusedException refused => (ExitCode.FoundWrong, new Problem(refused.Message)),
            ResultsDamagedException damaged => (
                ExitCode.FoundWrong,
                new Problem(damaged.Message)
                {
                    Kept = "Nothing was published from them.",
                    Next = "Run that recalculation again under a new run id.",
                }
            ),
            LocalStackException stack => (ExitCode.CannotRun, new Problem(stack.Message)),
            FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException or IOException => (
                ExitCode.CannotRun,
                new Problem(failure.Message)
            ),
            _ => (
                ExitCode.CannotRun,
                new Problem($"{failure.GetType().Name}: {failure.Message}")
                {
                    Where = [.. (failure.StackTrace ?? "").Split('\n').Select(line => line.TrimEnd()).Take(12)],
                    Next = "This is a defect of recover. Please report it with the lines above.",
                }
            ),
        };
}
