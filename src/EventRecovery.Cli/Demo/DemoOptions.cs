namespace EventRecovery.Cli.Demo;

/// <summary>What <c>recover demo</c> is asked for.</summary>
/// <param name="Input">A file of events; null for generated ones.</param>
/// <param name="Events">How many; null for all of the file, or 3,000 generated ones.</param>
/// <param name="Seed">Decides what goes wrong, and what is generated.</param>
/// <param name="Shards">Of each stream.</param>
/// <param name="Report">Where the report goes; null for a temporary folder, which stays.</param>
internal sealed record DemoOptions(FileInfo? Input, int? Events, int Seed, int Shards, FileInfo? Report)
{
    public const int GeneratedEvents = 3_000;
}
