using EventRecovery.Recalculation;
using EventRecovery.Replay.Requests;
using EventRecovery.Streams;
using EventRecovery.Testing.Faults;
using static EventRecovery.Replay.SomeShards;

namespace EventRecovery.Replay;

public class ReplayRequestHandlingTests
{
    [Fact]
    public async Task The_target_is_never_replayed_onto_itself()
    {
        var world = ReplayWorld.Resharded();
        var itself = ReplayWorld.Definition with { Stream = ReplayWorld.Recovered };

        (await ReplayProcess.RefusedAsync(world.Start().ReplayAsync(definition: itself))).ShouldContain(
            "would feed itself"
        );
    }

    [Fact]
    public async Task What_does_not_exist_or_is_not_deployed_is_refused()
    {
        var world = ReplayWorld.Resharded();
        var unknownStream = ReplayWorld.Definition with { Stream = new StreamName("evnt_stream") };
        var unknownVersion = ReplayWorld.Definition with { Version = new RecalculationVersion("rate-adjustment", 3) };

        (await ReplayProcess.RefusedAsync(world.Start().ReplayAsync(definition: unknownStream))).ShouldContain(
            "no stream evnt_stream"
        );
        (await ReplayProcess.RefusedAsync(world.Start().ReplayAsync(definition: unknownVersion))).ShouldContain(
            "rate-adjustment/2"
        );
    }

    [Fact]
    public async Task A_run_id_that_is_used_for_another_window_is_refused()
    {
        var world = ReplayWorld.Resharded();
        await world.Start().ReplayAsync();
        var other = ReplayWorld.Definition with { Window = new ReplayWindow(Eight, Eight.AddMinutes(1)) };

        (await ReplayProcess.RefusedAsync(world.Start().ReplayAsync(definition: other))).ShouldContain(
            "does other work"
        );
    }

    [Fact]
    public async Task Starting_a_run_twice_is_one_run()
    {
        var world = ReplayWorld.Resharded();
        await world.Start("a").ReplayAsync();

        (await world.Start("b").ReplayAsync()).State.ShouldBe(RunState.Complete);

        world.ShouldBeRecovered();
    }

    [Fact]
    public async Task A_cancelled_run_stops_at_the_next_batch_and_stays_so()
    {
        var world = ReplayWorld.Resharded();
        var faults = new ScriptedFaults().Do(
            Operation.ReadShard,
            async () =>
            {
                await world.Start("operator").DoAsync(ReplayAction.Cancel);
                world.Time.Advance(TimeSpan.FromSeconds(6));
            },
            nth: 5
        );

        var report = await world.Start("a", faults).ReplayAsync();

        report.State.ShouldBe(RunState.Cancelled);
        world.Published().Count.ShouldBeLessThan(world.Expected().Count);
        (await world.Start("b").ResumeAsync()).State.ShouldBe(RunState.Cancelled);
    }

    [Fact]
    public async Task The_limit_of_write_units_stops_a_run_that_would_exceed_it_and_a_higher_one_resumes_it()
    {
        var world = new ReplayWorld(shards: 2).Put(300, TimeSpan.FromSeconds(30)).At(Noon);
        var limited = ReplayWorld.Definition with
        {
            Limits = new ReplayLimits { RecordsPerSecondPerShard = 1_000_000, MaxWriteUnits = 60 },
        };

        var report = await world.Start("a").ReplayAsync(definition: limited);

        report.State.ShouldBe(RunState.Failed);
        report.Run!.Failure.ShouldNotBeNull().ShouldContain("limits.maxWriteUnits");
        report.Counts.WriteUnits.ShouldBeLessThanOrEqualTo(60 + 20);

        var more = new ReplayRequest(
            ReplayAction.Run,
            new RunId("pricing-bug"),
            Limits: new LimitsChange(MaxWriteUnits: 10_000)
        );
        (await world.Start("b").HandleAsync(more)).State.ShouldBe(RunState.Complete);
        world.ShouldBeRecovered();
    }

    [Fact]
    public async Task Workers_of_a_dispatch_do_a_shard_each_until_none_is_left()
    {
        var world = ReplayWorld.Resharded();
        var request = new ReplayRequest(ReplayAction.Dispatch, new RunId("pricing-bug"), ReplayWorld.Definition);
        var report = await world.Start("dispatcher").HandleAsync(request);
        var rounds = 0;
        while (report.State == RunState.Running && rounds++ < 20)
        {
            var ready = report.Plan!.Ready.ToList();
            ready.ShouldNotBeEmpty();
            foreach (var shard in ready)
            {
                var done = await world
                    .Start($"worker-{shard.Shard.Id}")
                    .DoAsync(ReplayAction.Run, shard: shard.Shard.Id);
                done.State.ShouldBe(RunState.Complete);
            }

            report = await world.Start("dispatcher").DoAsync(ReplayAction.Dispatch);
        }

        report.State.ShouldBe(RunState.Complete);
        rounds.ShouldBeGreaterThan(2, "children come in later rounds");
        (await world.Start().DoAsync(ReplayAction.Verify)).State.ShouldBe(RunState.Complete);
        world.ShouldBeRecovered();
    }

    [Fact]
    public async Task A_worker_of_one_shard_reads_no_checkpoints_but_its_own_and_its_parents()
    {
        var world = ReplayWorld.Resharded();
        var request = new ReplayRequest(ReplayAction.Dispatch, new RunId("pricing-bug"), ReplayWorld.Definition);
        await world.Start("dispatcher").HandleAsync(request);
        await world.Start("first").DoAsync(ReplayAction.Run, shard: SomeShards.Id(0));
        var faults = new ScriptedFaults();

        var done = await world.Start("child", faults).DoAsync(ReplayAction.Run, shard: SomeShards.Id(2));

        done.State.ShouldBe(RunState.Complete);
        faults.Calls(Operation.LoadCheckpoints).ShouldBe(0);
    }

    [Fact]
    public async Task A_worker_of_a_shard_that_is_not_ready_leaves_it_alone()
    {
        var world = ReplayWorld.Resharded();
        var request = new ReplayRequest(ReplayAction.Dispatch, new RunId("pricing-bug"), ReplayWorld.Definition);
        await world.Start("dispatcher").HandleAsync(request);

        var early = await world.Start("child").DoAsync(ReplayAction.Run, shard: SomeShards.Id(2));

        early.State.ShouldBe(RunState.Running);
        world.Published().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_plan_changes_nothing()
    {
        var world = ReplayWorld.Resharded();
        var request = new ReplayRequest(ReplayAction.Run, null, ReplayWorld.Definition with { Mode = ReplayMode.Plan });

        var report = await world.Start().HandleAsync(request);

        report.State.ShouldBe(RunState.Planned);
        report.Plan!.Ready.Count().ShouldBe(2);
        world.Checkpoints.History.ShouldBeEmpty();
        world.Published().ShouldBeEmpty();
    }
}
