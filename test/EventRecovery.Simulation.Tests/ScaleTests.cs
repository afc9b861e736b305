using EventRecovery.Simulation.Scale;

namespace EventRecovery.Simulation.Tests;

/// <summary>The planner beside a replay that is simulated step by step, in virtual time.</summary>
public sealed class ScaleTests
{
    /// <summary>Above it a plan would mislead whoever has to decide whether the retention suffices.</summary>
    private const double Factor = 1.2;

    public static TheoryData<string> Rows => [.. ScaleRows.Usual.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_plan_says_what_a_simulated_replay_takes(string name)
    {
        var row = ScaleRows.Usual.Single(row => row.Name == name);

        var simulated = new ReplaySimulation(row).Run();

        var planned = PlannedReplay.Estimate(row);
        simulated.Seconds.ShouldBeInRange(
            planned.Duration.TotalSeconds / Factor,
            planned.Duration.TotalSeconds * Factor
        );
        simulated.WriteUnits.ShouldBeInRange(planned.WriteUnits / Factor, planned.WriteUnits * Factor);
    }

    [Fact]
    public void The_same_row_takes_the_same_time_again() =>
        new ReplaySimulation(ScaleRows.Usual[2])
            .Run()
            .Seconds.ShouldBe(new ReplaySimulation(ScaleRows.Usual[2]).Run().Seconds);

    [Fact]
    public void Nothing_is_faster_than_the_shard_that_holds_most()
    {
        foreach (var row in ScaleRows.Usual)
        {
            var physical = row.RecordsOf(0) * row.RecordBytes / AwsLimits.ShardReadBytesPerSecond;

            new ReplaySimulation(row).Run().Seconds.ShouldBeGreaterThan(physical);
        }
    }
}
