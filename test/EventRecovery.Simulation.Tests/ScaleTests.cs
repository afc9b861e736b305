using EventRecovery.Simulation.Scale;

namespace EventRecovery.Simulation.Tests;

/// <summary>The planner beside a replay that is simulated step by step, in virtual time.</summary>
public sealed class ScaleTests
{
    /// <summary>Above it a plan would mislead whoever has to decide whether the retention suffices.</summary>
    private const double Factor = 1.2;

    /// <summary>A page each up to a thousand shards and a day; some pages each beyond.</summary>
    private const double Steps = 300_000;

    public static TheoryData<string> Rows => [.. ScaleRows.Usual.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_plan_says_what_a_simulated_replay_takes(string name)
    {
        var row = ScaleRows.Usual.Single(row => row.Name == name);

        var simulated = new ReplaySimulation(row, Steps).Run();

        var planned = PlannedReplay.Estimate(row);
        simulated.Seconds.ShouldBeInRange(
            planned.Duration.TotalSeconds / Factor,
            planned.Duration.TotalSeconds * Factor
        );
        var physical = row.RecordsOf(0) * row.RecordBytes / AwsLimits.ShardReadBytesPerSecond;
        simulated.Seconds.ShouldBeGreaterThan(physical);
        simulated.WriteUnits.ShouldBeInRange(planned.WriteUnits / Factor, planned.WriteUnits * Factor);
    }

    [Fact]
    public void The_same_row_takes_the_same_time_again() =>
        new ReplaySimulation(ScaleRows.Usual[2])
            .Run()
            .Seconds.ShouldBe(new ReplaySimulation(ScaleRows.Usual[2]).Run().Seconds);
}
