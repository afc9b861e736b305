using EventRecovery.Streams;

namespace EventRecovery.Replay.Costs;

/// <summary>
/// A look into one shard: a page from where a part of the window begins.
/// <code>
///   ├──── seen ────┼──────── expected at the same rate ────────┤
///   part.From    Last                                       part.To
/// </code>
/// </summary>
/// <param name="Part">The part of the window that the look stands for.</param>
/// <param name="Records">Seen in that part.</param>
/// <param name="Bytes">Of those records, partition keys not included.</param>
/// <param name="First">Arrival of the first of them; null when there was none.</param>
/// <param name="Last">Arrival of the last of them.</param>
/// <param name="SawAll">The page went past the part, or to the end or the tip of the shard: nothing more is to be expected.</param>
/// <param name="Calls">GetRecords calls that the look took.</param>
public sealed record SampledSegment(
    ShardId Shard,
    ReplayWindow Part,
    long Records,
    long Bytes,
    DateTimeOffset? First,
    DateTimeOffset? Last,
    bool SawAll,
    int Calls
)
{
    /// <summary>How often what was seen fits into the part.</summary>
    private double Factor
    {
        get
        {
            if (SawAll || Last is not { } last || First is not { } first)
            {
                return 1;
            }

            // A page within one moment tells no rate; taking it for a second's is the most that the clock allows.
            var seen = Math.Max((last - first).TotalSeconds, 1);
            return 1 + (Math.Max(0, (Part.To - last).TotalSeconds) / seen);
        }
    }

    public double ExpectedRecords => Records * Factor;

    public double ExpectedBytes => Bytes * Factor;
}
