using System.CommandLine;

namespace EventRecovery.Cli.Commands;

/// <summary>How many shards each stream of a local stack has.</summary>
internal static class ShardsOption
{
    public static readonly Option<int> Shards = new Option<int>("--shards")
    {
        Description = "Shards of each stream.",
        HelpName = "N",
        DefaultValueFactory = _ => 4,
    }.Within(1, 64);
}
