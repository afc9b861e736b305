using System.CommandLine;
using EventRecovery.Cli.Commands;
using EventRecovery.Cli.Output;
using EventRecovery.Cli.Runtime;

namespace EventRecovery.Cli;

/// <summary>From a command line to an exit code. Whatever a command throws ends here, and nowhere else.</summary>
internal static class RecoverApp
{
    public static async Task<ExitCode> RunAsync(
        IReadOnlyList<string> arguments,
        Surroundings surroundings,
        CancellationToken cancellationToken
    )
    {
        var parsed = RecoverCommand.Create(surroundings).Parse(arguments);
        var terminal = new Terminal(surroundings, parsed.GetValue(RecoverCommand.Json));
        try
        {
            if (parsed.Errors.Count > 0)
            {
                throw Usage.Wrong(parsed);
            }

            return (ExitCode)await parsed.InvokeAsync(Configuration(terminal), cancellationToken);
        }
        catch (Exception failure)
        {
            var (exitCode, problem) = Failures.Explain(failure, cancellationToken);
            await terminal.ShowAsync(problem, exitCode);
            return exitCode;
        }
    }

    // The program has its own signal handling and its own boundary. Help and version are for people.
    private static InvocationConfiguration Configuration(Terminal terminal) =>
        new()
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
            Output = terminal.People.Profile.Out.Writer,
            Error = terminal.Errors.Profile.Out.Writer,
        };
}
