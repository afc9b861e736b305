using EventRecovery.Replay.Reading;

namespace EventRecovery.Replay.Costs;

/// <summary>What a replay is expected to read, write and cost.</summary>
/// <param name="SampledPages">GetRecords calls that the estimate rests on; zero when the window has no shard.</param>
/// <param name="Duration">From start to end: what the limit takes that takes longest.</param>
/// <param name="Lines">What it costs, one line a price.</param>
public sealed record CostEstimate(
    int SampledPages,
    long Records,
    long Bytes,
    TimeSpan Duration,
    long GetRecordsCalls,
    long PutRecordsCalls,
    long WriteUnits,
    long ReadUnits,
    long CheckpointWrites,
    IReadOnlyList<CostLine> Lines
)
{
    /// <summary>The read limits that the duration follows from.</summary>
    public ReadLimits Pace { get; init; } = new();

    /// <summary>What each limit would take if there were no other, the longest first: it binds, and the second is what comes next.</summary>
    public IReadOnlyList<TimeBound> Bounds { get; init; } = [];

    /// <summary>Where the prices hold.</summary>
    public string Region { get; init; } = "";

    /// <summary>The day of the oldest price, <c>yyyy-MM-dd</c>; null when there is none.</summary>
    public string? PricesRead => Lines.Select(line => line.Price.Read).Min(StringComparer.Ordinal);

    /// <summary>US dollars.</summary>
    public decimal Dollars => Lines.Sum(line => line.Dollars);
}

/// <param name="Name">As in <see cref="PriceList"/>.</param>
public sealed record CostLine(string Name, decimal Quantity, Price Price)
{
    public decimal Dollars => Quantity * Price.Dollars;
}
