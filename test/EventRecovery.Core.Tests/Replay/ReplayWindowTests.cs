using EventRecovery.Testing.Faults;
using static EventRecovery.Replay.SomeShards;

namespace EventRecovery.Replay;

public class ReplayWindowTests
{
    [Fact]
    public async Task A_window_partly_gone_is_replayed_from_what_is_left_and_says_what_is_lost()
    {
        var world = new ReplayWorld().Put(300, TimeSpan.FromSeconds(30)).At(Eight.AddHours(24).AddMinutes(20));

        var report = await world.Start().ReplayAsync();

        report.State.ShouldBe(RunState.Complete);
        report
            .Messages[0]
            .ShouldBe(
                "[2026-11-22T08:00:00.0000000Z, 2026-11-22T08:20:00.0000000Z) has left the stream: nothing of it can be replayed. "
                    + "Recover it from the archive."
            );
        world.Published().Count.ShouldBe(140);
    }

    [Fact]
    public async Task What_expires_while_a_run_rests_is_reported()
    {
        var world = new ReplayWorld().Put(300, TimeSpan.FromSeconds(30)).At(Noon);
        var faults = new ScriptedFaults().Do(
            Operation.ReadShard,
            () => world.LaterAsync(TimeSpan.FromHours(2)),
            nth: 3
        );
        await world.Start("a", faults).ReplayAsync(time: TimeSpan.FromHours(1));
        var reached = world.Checkpoints.History[^1].ReadUpTo!.Value;
        world.At(Eight.AddHours(24).AddMinutes(40));

        var report = await world.Start("b").ResumeAsync();

        report.State.ShouldBe(RunState.Complete);
        report.Checkpoints.Single().Expired.ShouldBe(new ReplayWindow(reached, Eight.AddMinutes(40)));
    }

    [Fact]
    public async Task A_window_in_the_future_is_refused_and_nothing_is_created()
    {
        var world = new ReplayWorld();

        (await ReplayProcess.RefusedAsync(world.Start().ReplayAsync())).ShouldContain("has not begun");
        (await ReplayProcess.RefusedAsync(world.Start().ResumeAsync())).ShouldContain("There is no run");
    }

    [Fact]
    public async Task A_window_that_is_still_open_is_followed_to_its_end()
    {
        var world = new ReplayWorld().Put(120, TimeSpan.FromSeconds(60));
        world.Time.GetUtcNow().ShouldBe(HalfPastNine);
        world.At(HalfPastNine.AddMinutes(-0));

        var report = await world
            .Start()
            .ReplayAsync(
                definition: ReplayWorld.Definition with
                {
                    Window = new ReplayWindow(Eight, HalfPastNine.AddMinutes(10)),
                }
            );

        report.State.ShouldBe(RunState.Complete);
        world.Time.GetUtcNow().ShouldBeGreaterThan(HalfPastNine.AddMinutes(11));
        world.Published().Count.ShouldBe(90);
    }

    [Fact]
    public async Task A_reshard_while_the_window_is_still_open_is_found()
    {
        var world = new ReplayWorld().Put(120, TimeSpan.FromSeconds(60));
        var faults = new ScriptedFaults().Do(
            Operation.ReadShard,
            () =>
            {
                world.Kinesis.Split(ReplayWorld.Source, Id(0));
                world.Put(5, TimeSpan.FromSeconds(1));
                return Task.CompletedTask;
            },
            nth: 40
        );
        var window = new ReplayWindow(Eight, HalfPastNine.AddMinutes(10));

        var report = await world
            .Start("a", faults)
            .ReplayAsync(definition: ReplayWorld.Definition with { Window = window });

        report.State.ShouldBe(RunState.Complete);
        world.Published().Count.ShouldBe(95);
    }

    [Fact]
    public async Task A_stream_that_was_deleted_and_created_again_is_not_taken_for_the_one_before()
    {
        var world = ReplayWorld.Resharded();
        var faults = new ScriptedFaults().Do(
            Operation.ReadShard,
            () => world.LaterAsync(TimeSpan.FromHours(2)),
            nth: 3
        );
        await world.Start("a", faults).ReplayAsync();
        world.Kinesis.DeleteStream(ReplayWorld.Source);
        world.Kinesis.CreateStream(ReplayWorld.Source, 1);

        var report = await world.Start("b").ResumeAsync();

        report.State.ShouldBe(RunState.Failed);
        report.Run!.Failure.ShouldNotBeNull().ShouldContain("was deleted");
    }
}
