using System.Collections.Concurrent;

namespace EventRecovery.Aws.Tests.Differential;

/// <summary>What the tests assert of a subject.</summary>
internal static class Agreement
{
    /// <summary>Traces at a time: the emulators are single-threaded, and each answer is awaited.</summary>
    private const int AtOnce = 6;

    /// <summary>Enough to see whether they have one cause.</summary>
    private const int MostReported = 8;

    /// <summary>Runs the traces of some seeds. Differences fail, each shortened as far as it goes.</summary>
    /// <returns>Operations that all sides answered alike.</returns>
    public static async Task<int> SearchAsync<TSystem>(
        Subject<TSystem> subject,
        int firstSeed,
        int traces,
        CancellationToken token
    )
    {
        var compared = 0;
        var found = new ConcurrentDictionary<string, int>();
        await Parallel.ForEachAsync(
            Enumerable.Range(firstSeed, traces),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = token },
            async (seed, stop) =>
            {
                if (found.Count >= MostReported)
                {
                    return;
                }

                var comparison = new Comparison<TSystem>(subject, stop);
                var outcome = await comparison.RunAsync(subject.Trace(seed));
                Interlocked.Add(ref compared, outcome.Compared);
                if (outcome.Unexplained is { } divergence)
                {
                    found.TryAdd((await comparison.ShrinkAsync(divergence)).ToString(), seed);
                }
            }
        );
        string.Join('\n', found.Select(one => $"Seed {one.Value}:\n{one.Key}")).ShouldBeEmpty();
        return compared;
    }

    /// <summary>A difference that has gone is to be struck off the list, or it would hide the next one.</summary>
    public static async Task ShouldStillDifferAsync<TSystem>(
        Subject<TSystem> subject,
        string name,
        CancellationToken token
    )
    {
        var known = subject.Known.Single(known => known.Name == name);
        known.Documentation.Host.ShouldBe("docs.aws.amazon.com");

        var outcome = await new Comparison<TSystem>(subject, token).RunAsync(known.Witness);

        outcome.Unexplained.ShouldBeNull(outcome.Unexplained?.ToString());
        outcome.Met.ShouldBe([name]);
    }
}
