using EventRecovery.Replay;

namespace EventRecovery.Benchmarks.Replay;

/// <summary>What was measured in one scene, in one run.</summary>
/// <param name="Says">What the scene is, and what its figures mean.</param>
/// <param name="BareCalls">GetRecords calls of the bare loop: fewer there cannot be.</param>
/// <param name="BareRecordsPerSecond">Of a GetRecords loop that does nothing with what it reads, one a shard.</param>
/// <param name="First">A replay that publishes everything.</param>
/// <param name="Second">Another replay of the same window and version: all is done, nothing is published.</param>
internal sealed record SceneFigures(
    string Scene,
    string Says,
    int Shards,
    long Records,
    long BareCalls,
    double BareRecordsPerSecond,
    ReplayFigures First,
    ReplayFigures Second
);

/// <param name="OfBareLoop">Records a second as a share of the bare loop's.</param>
internal sealed record ReplayFigures(
    double RecordsPerSecond,
    double OfBareLoop,
    long Recovered,
    long GetRecordsCalls,
    double GetRecordsPerThousand,
    double CheckpointWritesPerThousand
)
{
    public static ReplayFigures Of(ReplayCounts counts, TimeSpan took, double bare)
    {
        var (records, thousands) = (counts.Records / took.TotalSeconds, counts.Records / 1_000d);
        return new ReplayFigures(
            Math.Round(records),
            Math.Round(records / bare, 3),
            counts.Events.Recovered,
            counts.GetRecordsCalls,
            Math.Round(counts.GetRecordsCalls / thousands, 3),
            Math.Round(counts.CheckpointWrites / thousands, 3)
        );
    }
}
