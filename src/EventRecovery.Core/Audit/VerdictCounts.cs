namespace EventRecovery.Audit;

/// <summary>How many events there are of each verdict.</summary>
public sealed class VerdictCounts
{
    private readonly long[] counts = new long[Verdicts.All.Count];

    public long this[Verdict verdict] => counts[(int)verdict];

    /// <summary>All that is not as it should be.</summary>
    public long Findings => Verdicts.All.Where(verdict => verdict.IsFinding()).Sum(verdict => this[verdict]);

    internal void Add(Verdict verdict, long count = 1) => counts[(int)verdict] += count;

    internal void Add(VerdictCounts other)
    {
        foreach (var verdict in Verdicts.All)
        {
            Add(verdict, other[verdict]);
        }
    }
}
