namespace EventRecovery.Aws.Tests.Differential;

/// <summary>What is compared: how traces are drawn, on which sides they run, and where the sides are known to differ.</summary>
internal abstract class Subject<TSystem>
{
    /// <summary>Operations a trace.</summary>
    protected abstract int Length { get; }

    public abstract IReadOnlyList<KnownDifference<TSystem>> Known { get; }

    public IReadOnlyList<Step<TSystem>> Trace(int seed)
    {
#pragma warning disable RS0030 // It is seeded.
        var dice = new Random(seed);
#pragma warning restore RS0030
        return [.. Enumerable.Range(0, Length).Select(_ => Draw(dice))];
    }

    /// <summary>Empty systems that share nothing with those of any other trace.</summary>
    public abstract Task<IReadOnlyList<Side<TSystem>>> OpenAsync(CancellationToken token);

    /// <summary>Gives back what <see cref="OpenAsync"/> took.</summary>
    public abstract Task CloseAsync(IReadOnlyList<Side<TSystem>> sides, CancellationToken token);

    protected abstract Step<TSystem> Draw(Random dice);
}
