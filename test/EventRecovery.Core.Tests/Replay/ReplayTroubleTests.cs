using EventRecovery.Replay.Planning;
using EventRecovery.Replay.Requests;
using EventRecovery.Streams;
using EventRecovery.Testing.Faults;
using static EventRecovery.Replay.SomeShards;

namespace EventRecovery.Replay;

public class ReplayTroubleTests
{
    [Fact]
    public async Task When_time_is_up_it_continues_where_it_stopped()
    {
        var world = ReplayWorld.Resharded();
        var states = new List<RunState>();
        do
        {
            var faults = new ScriptedFaults();
            for (var nth = 1; nth <= 30; nth++)
            {
                faults.Do(Operation.ReadShard, () => world.LaterAsync(TimeSpan.FromSeconds(1)), nth: nth);
            }

            states.Add(
                (
                    await world.Start($"invocation-{states.Count}", faults).ReplayAsync(time: TimeSpan.FromSeconds(5))
                ).State
            );
        } while (states[^1] == RunState.Continues && states.Count < 100);

        states.Count.ShouldBeGreaterThan(3);
        states[^1].ShouldBe(RunState.Complete);
        world.ShouldBeRecovered();
    }

    [Fact]
    public async Task An_invocation_without_time_changes_no_shard_and_continues()
    {
        var world = ReplayWorld.Resharded();

        var report = await world.Start().ReplayAsync(time: TimeSpan.FromSeconds(-1));

        report.State.ShouldBe(RunState.Continues);
        world.Published().ShouldBeEmpty();
    }

    [Fact]
    public async Task Cancelling_the_token_leaves_the_run_safe()
    {
        var world = ReplayWorld.Resharded();
        using var interrupt = new CancellationTokenSource();
        var faults = new ScriptedFaults().Do(Operation.ReadShard, interrupt.CancelAsync, nth: 4);
        var request = new ReplayRequest(ReplayAction.Run, new RunId("pricing-bug"), ReplayWorld.Definition);

        var report = await world.Start("a", faults).HandleAsync(request, cancellationToken: interrupt.Token);

        report.State.ShouldBe(RunState.Continues);
        (await world.Start("b").ResumeAsync()).State.ShouldBe(RunState.Complete);
        world.ShouldBeRecovered();
    }

    [Fact]
    public async Task An_expired_iterator_is_opened_again_after_what_is_finished()
    {
        var world = ReplayWorld.Resharded();
        var faults = new ScriptedFaults();
        foreach (var nth in new[] { 2, 5, 6, 11 })
        {
            faults.Fail(Operation.ReadShard, nth, () => new IteratorExpiredException("over 5 minutes old"));
        }

        (await world.Start("a", faults).ReplayAsync()).State.ShouldBe(RunState.Complete);

        faults.Fired.ShouldBe(4);
        world.ShouldBeRecovered();
    }

    [Fact]
    public async Task Throttling_slows_and_does_not_lose()
    {
        var world = ReplayWorld.Resharded();
        var faults = new ScriptedFaults()
            .Throttle(Operation.ReadShard, times: 5)
            .Throttle(Operation.OpenShard)
            .Throttle(Operation.SaveCheckpoint, times: 3)
            .Throttle(Operation.AppendClaims, times: 2);

        (await world.Start("a", faults).ReplayAsync()).State.ShouldBe(RunState.Complete);

        world.ShouldBeRecovered();
    }

    [Fact]
    public async Task Throttling_without_end_fails_the_shard_and_says_what_to_do()
    {
        var world = new ReplayWorld().Put(100, TimeSpan.FromSeconds(60)).At(Noon);
        var faults = new ScriptedFaults().Throttle(Operation.ReadShard, times: 100_000);

        var report = await world.Start("a", faults).ReplayAsync();

        report.State.ShouldBe(RunState.Failed);
        report.Run!.Failure.ShouldNotBeNull().ShouldContain("live consumer");
        (await world.Start("b").ResumeAsync()).State.ShouldBe(RunState.Complete);
        world.ShouldBeRecovered();
    }

    [Fact]
    public async Task Results_that_cannot_be_put_keep_an_invocation_no_longer_than_it_has()
    {
        var world = new ReplayWorld().Put(100, TimeSpan.FromSeconds(60)).At(Noon);
        var faults = new ScriptedFaults().Throttle(Operation.PutObject, times: 100_000);
        var time = TimeSpan.FromSeconds(20);

        (await world.Start("a", faults).ReplayAsync(time: time)).State.ShouldBe(RunState.Continues);

        (world.Time.GetUtcNow() - Noon).ShouldBeLessThan(time + TimeSpan.FromSeconds(5));
        world.Time.Advance(TimeSpan.FromSeconds(61));
        (await world.Start("b").ResumeAsync()).State.ShouldBe(RunState.Complete);
        world.ShouldBeRecovered();
    }

    [Fact]
    public async Task A_failed_shard_stops_neither_the_others_nor_the_next_attempt()
    {
        var world = new ReplayWorld(shards: 2).Put(200, TimeSpan.FromSeconds(30)).At(Noon);
        var faults = new ScriptedFaults().Fail(
            Operation.AppendClaims,
            nth: 1,
            () => new UnauthorizedAccessException("Access denied. Grant dynamodb:PutItem.")
        );

        var report = await world.Start("a", faults).ReplayAsync();

        report.State.ShouldBe(RunState.Failed);
        report.Run!.Failure.ShouldNotBeNull().ShouldContain("Grant dynamodb:PutItem");
        report.Plan!.In(ShardStage.Done).Count().ShouldBe(1);
        (await world.Start("b").ResumeAsync()).State.ShouldBe(RunState.Complete);
        world.ShouldBeRecovered();
    }
}
