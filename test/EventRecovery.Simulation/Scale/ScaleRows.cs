namespace EventRecovery.Simulation.Scale;

/// <summary>From one shard and an hour to five thousand shards and three days.</summary>
internal static class ScaleRows
{
    public static IReadOnlyList<ScaleRow> Usual { get; } =
    [
        new("one shard, one hour", 1, 1, 100, 500),
        new("ten, six hours", 10, 6, 100, 500),
        new("a hundred, a day", 100, 24, 100, 500),
        new("a thousand, a day", 1_000, 24, 100, 500),
        new("as deployed", 5_000, 72, 100, 500),
        new("900 workers", 5_000, 72, 100, 500, Workers: 900),
    ];

    public static IReadOnlyList<ScaleRow> All { get; } =
    [
        .. Usual,
        new("900 workers, a small target", 5_000, 72, 100, 500, Workers: 900) { TargetShards = 200 },
        new("4,000 workers", 5_000, 72, 100, 500, Workers: 4_000),
        new("4,000 workers, table raised", 5_000, 72, 100, 500, Workers: 4_000) { TableWriteUnitsPerSecond = 200_000 },
        new("the same, and a limit of write units", 5_000, 72, 100, 500, Workers: 4_000)
        {
            TableWriteUnitsPerSecond = 200_000,
            LimitsWriteUnits = true,
        },
        new("4,000 workers, 1,600/s", 5_000, 72, 100, 500, Workers: 4_000, Rate: 1_600)
        {
            TableWriteUnitsPerSecond = 200_000,
        },
        new("full shards", 5_000, 72, 1_000, 1_000, Workers: 900),
        new("enhanced fan-out", 5_000, 72, 100, 500, Workers: 900, Rate: 4_000)
        {
            FanOut = true,
            TableWriteUnitsPerSecond = 200_000,
        },
        new("one hot shard, 90 %", 100, 24, 11, 500) { HotShare = 0.9 },
        new("a live consumer, 1 MB/s", 100, 24, 1_000, 1_000) { LiveBytesPerSecond = 1_000_000 },
        new("live consumers, 1.6 MB/s", 100, 24, 1_000, 1_000) { LiveBytesPerSecond = 1_600_000 },
    ];
}
