using EventRecovery.Simulation.Faults;
using EventRecovery.Simulation.Running;

namespace EventRecovery.Simulation.Tests;

/// <summary>A small share of the histories; <c>dotnet run --project test/EventRecovery.Simulation -- --seeds 10000</c> runs many.</summary>
public class HistoryTests
{
    private const int Seeds = 120;

    /// <summary>Histories that broke a promise once, each with what was wrong.</summary>
    public static TheoryData<int, string> Found =>
        new()
        {
            { 8, "all that was left of a shard had expired, and its end was told without the gap" },
            { 19, "waits for a foreign claim outlasted the invocation" },
            { 36, "a checkpoint that could not be saved was tried until the lease ended, beyond the invocation" },
            { 57, "a done item that outlived its page closed the next page of that number" },
            { 1833, "a page that was long on its way was taken for one of now, and ended a shard early" },
            { 67, "an empty page behind the tip, judged by a clock that was fast, ended a shard early" },
            { 1959, "of a merge one parent expired unread, and the run was complete without a word of it" },
        };

    [Fact]
    public void Whatever_goes_wrong_every_promise_is_kept()
    {
        var fired = new int[Chaos.Count];
        Parallel.For(
            1,
            Seeds + 1,
            seed =>
            {
                var result = new History(seed).Run();
                result.Violation.ShouldBeNull($"seed {seed}");
                for (var fault = 0; fault < fired.Length; fault++)
                {
                    Interlocked.Add(ref fired[fault], result.Fired[fault]);
                }
            }
        );

        Enum.GetValues<Fault>()
            .Where(fault => fired[(int)fault] == 0)
            .ShouldBeEmpty("a fault that never happens proves nothing");
    }

    [Theory]
    [MemberData(nameof(Found))]
    public void What_was_found_once_stays_mended(int seed, string whatItWas) =>
        new History(seed).Run().Violation.ShouldBeNull(whatItWas);

    [Fact]
    public void The_same_seed_gives_the_same_history()
    {
        for (var seed = 1; seed <= 10; seed++)
        {
            new History(seed).Run().Hash.ShouldBe(new History(seed).Run().Hash);
        }
    }
}
