using EventRecovery.Simulation.Model;
using EventRecovery.Simulation.Model.Refutations;
using EventRecovery.Simulation.Model.Search;

namespace EventRecovery.Simulation.Tests;

/// <summary>A small part of what <c>dotnet run -c Release --project test/EventRecovery.Simulation -- model</c> searches.</summary>
public class ModelTests
{
    private const int MostStates = 100_000;

    /// <summary>Each with the number of its states: fewer would mean that something is not tried any more.</summary>
    [Theory]
    [InlineData(3, 0, 0, 0, 0, 90)]
    [InlineData(2, 1, 0, 0, 0, 800)]
    [InlineData(3, 2, 0, 0, 0, 10_000)]
    [InlineData(2, 1, 1, 0, 0, 8_000)]
    [InlineData(2, 0, 0, 1, 0, 3_000)]
    [InlineData(2, 0, 0, 0, 1, 3_000)]
    public void Every_state_of_two_writers_keeps_every_promise(
        int records,
        int crashes,
        int lost,
        int timeouts,
        int freezes,
        int fewestStates
    )
    {
        var search = new BreadthFirst(Scene.Of("small", records, new FaultBudget(crashes, lost, timeouts, freezes)));

        var result = search.Run(MostStates);

        (result.Refuted is { } refuted ? search.Tell(refuted) : []).ShouldBeEmpty();
        result.IsFull.ShouldBeTrue();
        result.States.ShouldBeGreaterThan(fewestStates);
    }

    [Fact]
    public void The_same_search_finds_the_same_states()
    {
        var scene = Scene.Of("small", 2, new FaultBudget(Crashes: 1, Deadlines: 1));

        new BreadthFirst(scene).Run(MostStates).ShouldBe(new BreadthFirst(scene).Run(MostStates));
    }

    [Fact]
    public void Whatever_is_never_done_breaks_a_promise_in_so_few_steps()
    {
        var refuter = new Refuter();

        var steps = Never.All.ToDictionary(never => never.Name, never => refuter.Refute(never)?.Count - 1);

        steps.ShouldBe(Never.All.ToDictionary(never => never.Name, never => (int?)never.Steps));
    }
}
