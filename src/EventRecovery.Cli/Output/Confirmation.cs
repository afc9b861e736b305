using System.CommandLine;
using System.Text;
using EventRecovery.Cli.Commands;
using Spectre.Console;

namespace EventRecovery.Cli.Output;

/// <summary>Asks a person before something is changed that no command changes back. A script says <c>--yes</c>.</summary>
internal static class Confirmation
{
    public static readonly Option<bool> Yes = new("--yes") { Description = "Do not ask. For scripts." };

    /// <summary>Returns when the change is wanted.</summary>
    /// <exception cref="CommandException">Nobody can be asked, or the answer is no.</exception>
    public static async Task ConfirmAsync(this Invocation invocation, string question)
    {
        if (invocation.Get(Yes))
        {
            return;
        }

        if (!invocation.Surroundings.InputIsTerminal)
        {
            throw Refused("this needs a confirmation, and nobody is there to be asked", "If it is meant, add --yes.");
        }

        invocation.Terminal.Errors.MarkupInterpolated($"{question} [[y/N]] ");
        using var keyboard = new StreamReader(invocation.Surroundings.Input, Encoding.UTF8, leaveOpen: true);
        // A read from a keyboard does not hear a cancellation, so it is abandoned.
        var answer = await keyboard
            .ReadLineAsync(invocation.CancellationToken)
            .AsTask()
            .WaitAsync(invocation.CancellationToken);
        if (answer?.Trim().ToUpperInvariant() is not ("Y" or "YES"))
        {
            throw Refused("not confirmed", next: null);
        }
    }

    private static CommandException Refused(string what, string? next) =>
        new(ExitCode.CannotRun, new Problem(what) { Kept = "Nothing was changed.", Next = next });
}
