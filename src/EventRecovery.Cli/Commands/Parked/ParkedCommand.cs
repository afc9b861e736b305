using System.CommandLine;
using EventRecovery.Cli.Runtime;

namespace EventRecovery.Cli.Commands.Parked;

/// <summary><c>recover parked</c>: what was set aside because it could not be processed.</summary>
internal static class ParkedCommand
{
    public static Command Create(Surroundings surroundings) =>
        new("parked", "Look after events that were set aside with their reason and their bytes.")
        {
            TableOption.Table,
            ParkedListCommand.Create(surroundings),
            ParkedShowCommand.Create(surroundings),
            ParkedRetryCommand.Create(surroundings),
            ParkedDiscardCommand.Create(surroundings),
        };
}
