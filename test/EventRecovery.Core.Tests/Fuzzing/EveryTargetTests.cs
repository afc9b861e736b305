using EventRecovery.Fuzzing.Targets;

namespace EventRecovery.Fuzzing;

/// <summary>A small share of <c>dotnet run -c Release --project test/EventRecovery.Fuzzing</c>.</summary>
public class EveryTargetTests
{
    private const int Inputs = 20_000;

    [Fact]
    public void No_bytes_do_harm()
    {
        foreach (var target in AllTargets.All)
        {
            var run = new TargetRun(target, seed: 7);

            var failure = run.Run(Inputs * target.Share / AllTargets.All.Sum(one => one.Share));

            (failure is null ? null : $"{failure.What} {failure.Replay}").ShouldBeNull();
            run.Accepted.ShouldBeInRange(1, run.Inputs - 1, $"{target.Name}: changes that are all refused try nothing");
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_inputs()
    {
        foreach (var target in AllTargets.All)
        {
            var (one, other) = (new TargetRun(target, seed: 7), new TargetRun(target, seed: 7));
            one.Run(200);
            other.Run(200);

            (one.Accepted, one.Kinds).ShouldBe((other.Accepted, other.Kinds));
        }
    }

    [Fact]
    public void What_the_contract_does_not_name_is_a_failure_that_can_be_replayed()
    {
        var target = AllTargets.All[0] with { Run = input => throw new ArgumentException($"{input.Length}") };

        var failure = new TargetRun(target, seed: 7).Run(1).ShouldNotBeNull();

        failure.What.ShouldStartWith("System.ArgumentException");
        failure.Replay.ShouldEndWith($"--target {target.Name} --replay {Convert.ToBase64String(target.Seeds[0])}");
    }

    [Fact]
    public void Memory_beyond_the_allowance_is_a_failure()
    {
        var target = AllTargets.All[0] with { Run = input => Outcome.Accepted(new byte[input.Length * 1000].Length) };

        new TargetRun(target, seed: 7).Run(1).ShouldNotBeNull().What.ShouldContain("allocated");
    }
}
