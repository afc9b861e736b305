namespace EventRecovery.Simulation.Scale;

/// <summary>A replay to be thought through.</summary>
/// <param name="RecordsPerSecond">Arrivals a shard and second.</param>
/// <param name="Workers">Shards that are worked on at once, the machine's <c>maxConcurrency</c>.</param>
/// <param name="Rate">Records a second and shard that the request allows, <c>--rate</c>.</param>
internal sealed record ScaleRow(
    string Name,
    int Shards,
    int Hours,
    double RecordsPerSecond,
    int RecordBytes,
    int Workers = 40,
    double Rate = 1_000
)
{
    /// <summary>Open shards of the recovered stream.</summary>
    public int TargetShards { get; init; } = Shards;

    /// <summary>The part of all traffic that goes to the first shard; null is an even share.</summary>
    public double? HotShare { get; init; }

    /// <summary>What live consumers read of each shard's 2 MB a second.</summary>
    public double LiveBytesPerSecond { get; init; }

    /// <summary>2 MB a second of one's own, pushed (enhanced fan-out), instead of a part of what all share.</summary>
    public bool FanOut { get; init; }

    /// <summary>Of a shard's read limits; default as the product's.</summary>
    public double Share { get; init; } = 0.4;

    public double ReadShare => FanOut ? 1 : Share;

    /// <summary>A run with a limit of write units: each invocation reads the checkpoints of all shards, to share what is left.</summary>
    public bool LimitsWriteUnits { get; init; }

    public double TableWriteUnitsPerSecond { get; init; } = AwsLimits.TableWriteUnitsPerSecond;

    public double Records => RecordsPerSecond * 3600 * Hours * Shards;

    public double RecordsOf(int shard) =>
        HotShare is not { } hot ? Records / Shards
        : shard == 0 ? Records * hot
        : Records * (1 - hot) / (Shards - 1);
}
