using EventRecovery.Simulation.Faults;
using EventRecovery.Simulation.Running;

namespace EventRecovery.Simulation.Tests;

/// <summary>A small share of the histories; <c>dotnet run --project test/EventRecovery.Simulation -- --seeds 10000</c> runs many.</summary>
public class HistoryTests
{
    private const int Seeds = 120;

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

    [Fact]
    public void The_same_seed_gives_the_same_history()
    {
        for (var seed = 1; seed <= 10; seed++)
        {
            new History(seed).Run().Hash.ShouldBe(new History(seed).Run().Hash);
        }
    }
}
