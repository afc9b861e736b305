using System.CommandLine;
using EventRecovery.Cli.Runtime;
using EventRecovery.Configuration;

namespace EventRecovery.Cli.Commands.Parked;

/// <summary><c>recover parked</c>: what was set aside because it could not be processed.</summary>
internal static class ParkedCommand
{
    public static readonly Option<string?> Table = new("--table")
    {
        Description = $"The DynamoDB table. Default: the variable {Variables.Table}.",
        Recursive = true,
    };

    public static Command Create(Surroundings surroundings) =>
        new("parked", "Look after events that were set aside with their reason and their bytes.")
        {
            Table,
            ParkedListCommand.Create(surroundings),
            ParkedShowCommand.Create(surroundings),
            ParkedRetryCommand.Create(surroundings),
            ParkedDiscardCommand.Create(surroundings),
        };

    /// <summary>Connects to the table that the command line or the environment names.</summary>
    public static Resources Connect(this Invocation invocation)
    {
        var table = invocation.Get(Table) ?? invocation.Surroundings.Variable(Variables.Table);
        return string.IsNullOrEmpty(table)
            ? throw Usage.Wrong(
                "the table is not named",
                $"Add --table NAME, or set {Variables.Table}. For the local stack, take the name that recover local prints."
            )
            : invocation.Surroundings.Connect(table);
    }
}
