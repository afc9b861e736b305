namespace EventRecovery.Benchmarks.Anomalies.Series;

/// <summary>Labelled series from seeds, of the kinds that servers, people and machines make, each with something wrong in it but the calm ones.</summary>
internal static class SeriesKinds
{
    /// <summary>Rows every five minutes, as most monitoring has them.</summary>
    public static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5);

    // The place of a kind is part of its seeds: new ones go to the end.
    private static readonly (string Name, Func<Dice, Draft> Make)[] Kinds =
    [
        ("cpu", ServerSeries.Cpu),
        ("cpu-jobs", ServerSeries.CpuWithJobs),
        ("network", ServerSeries.Network),
        ("requests", DemandSeries.Requests),
        ("tweets", DemandSeries.Tweets),
        ("taxi", DemandSeries.Taxi),
        ("machine", SensorSeries.Machine),
        ("ambient", SensorSeries.Ambient),
        ("ads", DemandSeries.Ads),
        ("speed", RoadSeries.Speed),
        ("occupancy", RoadSeries.Occupancy),
        ("daily", ArtificialSeries.Daily),
        ("latency", ServerSeries.Latency),
        ("disk", StorageSeries.Disk),
        ("memory", StorageSeries.Memory),
        ("variance", ArtificialSeries.Variance),
        ("density", ArtificialSeries.Density),
        ("steps", ArtificialSeries.Steps),
        ("calm", ArtificialSeries.Calm),
    ];

    /// <summary>Some series of each kind.</summary>
    public static IEnumerable<LabelledSeries> Make(int firstSeed, int each) =>
        from kind in Enumerable.Range(0, Kinds.Length)
        from seed in Enumerable.Range(firstSeed, each)
        let draft = Kinds[kind].Make(new Dice((ulong)((seed * 1000) + kind)))
        select draft.Label(Kinds[kind].Name, seed);

    /// <summary>Two weeks, or up to two months.</summary>
    public static int WeeksOfRows(Dice dice) => dice.Chance(0.7) ? 4032 : dice.Int(4000, 18000);
}
