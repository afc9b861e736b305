using System.CommandLine;
using EventRecovery.Cli.Output;
using EventRecovery.Cli.Runtime;

namespace EventRecovery.Cli.Commands;

/// <summary>What a command gets to work with.</summary>
internal sealed record Invocation(ParseResult Parsed, Terminal Terminal, CancellationToken CancellationToken)
{
    public Surroundings Surroundings => Terminal.Surroundings;

    public T? Get<T>(Option<T> option) => Parsed.GetValue(option);

    public T? Get<T>(Argument<T> argument) => Parsed.GetValue(argument);
}

internal static class CommandActions
{
    /// <summary>Says what a command does.</summary>
    public static Command Does(this Command command, Surroundings surroundings, Func<Invocation, Task<ExitCode>> action)
    {
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var terminal = new Terminal(surroundings, parsed.GetValue(RecoverCommand.Json));
                return (int)await action(new Invocation(parsed, terminal, cancellationToken));
            }
        );
        return command;
    }
}
