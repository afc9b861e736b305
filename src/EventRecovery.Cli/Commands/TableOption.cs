using System.CommandLine;
using EventRecovery.Cli.Runtime;
using EventRecovery.Configuration;

namespace EventRecovery.Cli.Commands;

/// <summary><c>--table</c>, for every command that looks into the table itself.</summary>
internal static class TableOption
{
    public static readonly Option<string?> Table = new("--table")
    {
        Description = $"The DynamoDB table. Default: the variable {Variables.Table}.",
        HelpName = "NAME",
        Recursive = true,
    };

    /// <summary>Connects to the table that the command line or the environment names.</summary>
    public static Resources Connect(this Invocation invocation) =>
        invocation.ConnectIfNamed()
        ?? throw Usage.Wrong(
            "the table is not named",
            $"Add --table NAME, or set {Variables.Table}. For the local stack, take the name that recover local prints."
        );

    /// <summary>Null when neither names one.</summary>
    public static Resources? ConnectIfNamed(this Invocation invocation)
    {
        var table = invocation.Get(Table) ?? invocation.Surroundings.Variable(Variables.Table);
        return string.IsNullOrEmpty(table) ? null : invocation.Surroundings.Connect(table);
    }
}
