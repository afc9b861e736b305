using EventRecovery.Replay.Reading;
using EventRecovery.Streams;

namespace EventRecovery.Replay.Costs;

/// <summary>What one shard is expected to hold of the window.</summary>
internal sealed record ShardLoad(ShardId Shard, double Records, double Bytes)
{
    public double Seconds(ReadLimits pace) => Math.Max(RecordSeconds(pace), ByteSeconds(pace));

    public double RecordSeconds(ReadLimits pace) => (Records / pace.RecordsPerSecond) + OneCall(pace);

    public double ByteSeconds(ReadLimits pace) => (Bytes / pace.BytesPerSecond) + OneCall(pace);

    private static double OneCall(ReadLimits pace) => 1 / pace.CallsPerSecond;
}
