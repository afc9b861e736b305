using EventRecovery.Replay;

namespace EventRecovery.Validation;

/// <summary>The events of one step of time.</summary>
public sealed class StepTally
{
    public long Events { get; set; }
    public long Changed { get; set; }
    public SortedDictionary<string, ValueTally> Values { get; init; } = new(StringComparer.Ordinal);

    internal void Add(string id, IEnumerable<(string Path, double Value)> values, int changed)
    {
        Events++;
        Changed += changed;
        foreach (var (path, value) in values)
        {
            ValuesOf(path).Merge(new ValueTally(1, value, value, value, id, id));
        }
    }

    internal void Merge(StepTally other)
    {
        Events += other.Events;
        Changed += other.Changed;
        foreach (var (path, values) in other.Values)
        {
            ValuesOf(path).Merge(values);
        }
    }

    private ValueTally ValuesOf(string path) =>
        Values.TryGetValue(path, out var known)
            ? known
            : Values[path] = new ValueTally(0, 0, double.MaxValue, double.MinValue, "", "");
}

/// <summary>Values of one path in one step, with the events that have the extreme ones.</summary>
public sealed class ValueTally(long count, double sum, double least, double most, string leastId, string mostId)
{
    public long Count { get; private set; } = count;
    public double Sum { get; private set; } = sum;
    public double Least { get; private set; } = least;
    public double Most { get; private set; } = most;
    public string LeastId { get; private set; } = leastId;
    public string MostId { get; private set; } = mostId;

    internal double Mean => Sum / Count;

    internal void Merge(ValueTally other)
    {
        Count += other.Count;
        Sum += other.Sum;
        (Least, LeastId) = other.Least < Least ? (other.Least, other.LeastId) : (Least, LeastId);
        (Most, MostId) = other.Most > Most ? (other.Most, other.MostId) : (Most, MostId);
    }
}

/// <summary>A window cut into some hundred steps of equal, round length. Events are placed by the arrival of their records.</summary>
internal sealed class TimeSteps
{
    private const int MostSteps = 1_000;

    private static readonly TimeSpan[] Lengths =
    [
        TimeSpan.FromSeconds(1),
        TimeSpan.FromSeconds(10),
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(15),
        TimeSpan.FromHours(1),
        TimeSpan.FromHours(6),
        TimeSpan.FromDays(1),
    ];

    private readonly DateTimeOffset from;
    private readonly int count;

    public TimeSteps(ReplayWindow window)
    {
        from = window.From;
        var length = window.To - window.From;
        Length = Lengths.FirstOrDefault(one => length / one <= MostSteps, TimeSpan.FromDays(7));
        count = (int)Math.Ceiling(length / Length);
    }

    public TimeSpan Length { get; }

    public int? StepOf(DateTimeOffset time) =>
        count == 0 ? null : (int)Math.Clamp(Math.Floor((time - from) / Length), 0, count - 1);

    public DateTimeOffset StartOf(int step) => from + (step * Length);
}
