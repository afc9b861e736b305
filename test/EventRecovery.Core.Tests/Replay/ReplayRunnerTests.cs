using EventRecovery.Recalculation;
using EventRecovery.Replay.Planning;
using EventRecovery.Replay.Requests;
using EventRecovery.Replay.Running;
using EventRecovery.Streams;
using EventRecovery.Testing.Faults;
using EventRecovery.Testing.Streams;
using static EventRecovery.Replay.SomeShards;

namespace EventRecovery.Replay;

public class ReplayRunnerTests
{
    private static readonly TimeSpan EverySecond = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Every_event_of_the_window_is_recovered_once_and_none_outside()
    {
        var world = new ReplayWorld(shards: 2).Put(300, TimeSpan.FromSeconds(30)).At(Noon);

        var report = await world.Start().ReplayAsync();

        report.State.ShouldBe(RunState.Complete);
        world.Expected().Count.ShouldBe(180);
        world.ShouldBeRecovered();
        report.Counts.RecordsInWindow.ShouldBe(180);
        report.Counts.Events.Recovered.ShouldBe(180);
    }

    [Fact]
    public async Task A_stream_split_merged_and_split_again_within_the_window_keeps_the_order_of_keys()
    {
        var world = Resharded();

        var report = await world.Start().ReplayAsync();

        report.State.ShouldBe(RunState.Complete);
        world.ShouldBeRecovered();
        report.Plan!.Shards.Count.ShouldBe(10);
    }

    [Fact]
    public async Task Shards_that_were_born_after_the_window_are_not_read()
    {
        var world = new ReplayWorld().Put(200, TimeSpan.FromSeconds(40)).At(HalfPastNine.AddHours(1));
        world.Kinesis.Split(ReplayWorld.Source, Id(0));
        world.Put(50, EverySecond).At(Noon);

        var report = await world.Start().ReplayAsync();

        report.State.ShouldBe(RunState.Complete);
        report.Plan!.In(ShardStage.AfterWindow).Count().ShouldBe(2);
        world.ShouldBeRecovered();
    }

    [Fact]
    public async Task Shards_that_ended_before_the_window_do_not_make_their_children_be_read_from_long_before()
    {
        var world = new ReplayWorld();
        world.Kinesis.Split(ReplayWorld.Source, Id(0));
        world.Put(100, TimeSpan.FromSeconds(15)).Put(50, TimeSpan.FromSeconds(40)).At(Noon);

        var report = await world.Start().ReplayAsync();

        report.State.ShouldBe(RunState.Complete);
        world.ShouldBeRecovered();
        report.Counts.Records.ShouldBeLessThan(70, "the hundred before the window are not read");
    }

    [Fact]
    public async Task Empty_pages_while_behind_are_walked_over()
    {
        var world = new ReplayWorld(2, new InMemoryKinesisOptions { EmptyPages = 3 });
        world.Put(150, TimeSpan.FromSeconds(60)).At(Noon);

        (await world.Start().ReplayAsync()).State.ShouldBe(RunState.Complete);

        world.ShouldBeRecovered();
    }

    [Fact]
    public async Task An_idle_shard_is_done_at_its_tip()
    {
        var world = new ReplayWorld(shards: 2).At(Noon);

        var report = await world.Start().ReplayAsync();

        report.State.ShouldBe(RunState.Complete);
        report.Counts.GetRecordsCalls.ShouldBe(2);
    }

    [Fact]
    public async Task A_second_replay_of_the_window_and_version_publishes_nothing()
    {
        var world = Resharded();
        await world.Start().ReplayAsync("first");
        var published = world.Published().Count;

        var report = await world.Start().ReplayAsync("second");

        report.State.ShouldBe(RunState.Complete);
        world.Published().Count.ShouldBe(published);
        report.Counts.Events.Redelivered.ShouldBe(published);
    }

    [Fact]
    public async Task A_new_version_publishes_everything_again()
    {
        var world = Resharded();
        await world.Start().ReplayAsync("first");
        var published = world.Published().Count;

        await world
            .Start()
            .ReplayAsync(
                "second",
                ReplayWorld.Definition with
                {
                    Version = new RecalculationVersion("rate-adjustment", 2),
                }
            );

        world.Published().Count.ShouldBe(2 * published);
    }

    [Fact]
    public async Task When_time_is_up_it_continues_where_it_stopped()
    {
        var world = Resharded();
        var states = new List<RunState>();
        do
        {
            var faults = new ScriptedFaults();
            for (var nth = 1; nth <= 30; nth++)
            {
                faults.Do(Operation.ReadShard, () => Later(world, TimeSpan.FromSeconds(1)), nth: nth);
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
        var world = Resharded();

        var report = await world.Start().ReplayAsync(time: TimeSpan.FromSeconds(-1));

        report.State.ShouldBe(RunState.Continues);
        world.Published().ShouldBeEmpty();
    }

    [Fact]
    public async Task Cancelling_the_token_leaves_the_run_safe()
    {
        var world = Resharded();
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
        var world = Resharded();
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
        var world = Resharded();
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
        var faults = new ScriptedFaults().Do(Operation.ReadShard, () => Later(world, TimeSpan.FromHours(2)), nth: 3);
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

        (await RefusedAsync(world.Start().ReplayAsync())).ShouldContain("has not begun");
        (await RefusedAsync(world.Start().ResumeAsync())).ShouldContain("There is no run");
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
                world.Put(5, EverySecond);
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
        var world = Resharded();
        var faults = new ScriptedFaults().Do(Operation.ReadShard, () => Later(world, TimeSpan.FromHours(2)), nth: 3);
        await world.Start("a", faults).ReplayAsync();
        world.Kinesis.DeleteStream(ReplayWorld.Source);
        world.Kinesis.CreateStream(ReplayWorld.Source, 1);

        var report = await world.Start("b").ResumeAsync();

        report.State.ShouldBe(RunState.Failed);
        report.Run!.Failure.ShouldNotBeNull().ShouldContain("was deleted");
    }

    [Fact]
    public async Task The_target_is_never_replayed_onto_itself()
    {
        var world = Resharded();
        var itself = ReplayWorld.Definition with { Stream = ReplayWorld.Recovered };

        (await RefusedAsync(world.Start().ReplayAsync(definition: itself))).ShouldContain("would feed itself");
    }

    [Fact]
    public async Task What_does_not_exist_or_is_not_deployed_is_refused()
    {
        var world = Resharded();
        var unknownStream = ReplayWorld.Definition with { Stream = new StreamName("evnt_stream") };
        var unknownVersion = ReplayWorld.Definition with { Version = new RecalculationVersion("rate-adjustment", 3) };

        (await RefusedAsync(world.Start().ReplayAsync(definition: unknownStream))).ShouldContain(
            "no stream evnt_stream"
        );
        (await RefusedAsync(world.Start().ReplayAsync(definition: unknownVersion))).ShouldContain("rate-adjustment/2");
    }

    [Fact]
    public async Task A_run_id_that_is_used_for_another_window_is_refused()
    {
        var world = Resharded();
        await world.Start().ReplayAsync();
        var other = ReplayWorld.Definition with { Window = new ReplayWindow(Eight, Eight.AddMinutes(1)) };

        (await RefusedAsync(world.Start().ReplayAsync(definition: other))).ShouldContain("does other work");
    }

    [Fact]
    public async Task Starting_a_run_twice_is_one_run()
    {
        var world = Resharded();
        await world.Start("a").ReplayAsync();

        (await world.Start("b").ReplayAsync()).State.ShouldBe(RunState.Complete);

        world.ShouldBeRecovered();
    }

    [Fact]
    public async Task A_cancelled_run_stops_at_the_next_batch_and_stays_so()
    {
        var world = Resharded();
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
        var world = Resharded();
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
    public async Task A_plan_changes_nothing()
    {
        var world = Resharded();
        var request = new ReplayRequest(ReplayAction.Run, null, ReplayWorld.Definition with { Mode = ReplayMode.Plan });

        var report = await world.Start().HandleAsync(request);

        report.State.ShouldBe(RunState.Planned);
        report.Plan!.Ready.Count().ShouldBe(2);
        world.Checkpoints.History.ShouldBeEmpty();
        world.Published().ShouldBeEmpty();
    }

    [Fact]
    public async Task Small_pages_are_put_together_so_that_they_cost_one_claim_page()
    {
        var world = new ReplayWorld().Put(100, TimeSpan.FromSeconds(60)).At(Noon);

        var report = await world
            .Start(with: options => options with { PageRecords = 5, BatchRecords = 1_000 })
            .ReplayAsync();

        report.State.ShouldBe(RunState.Complete);
        world.ShouldBeRecovered();
        report.Counts.GetRecordsCalls.ShouldBeGreaterThanOrEqualTo(14);
        report.Counts.WriteUnits.ShouldBeLessThan(30);
    }

    [Fact]
    public async Task Checkpoints_are_few_and_calls_are_full()
    {
        var world = new ReplayWorld().Put(10_000, TimeSpan.FromSeconds(0.5)).At(Noon);

        var report = await world
            .Start(with: options =>
                options with
                {
                    PageRecords = 1_000,
                    BatchRecords = 1_000,
                    CheckpointRecords = 2_000,
                }
            )
            .ReplayAsync();

        // Scaled down ten times: pages of 1,000 instead of 10,000, so 1.1 and 1.0 per 1,000 events stand for 0.11 and 0.1.
        var counts = report.Counts;
        var thousands = counts.RecordsInWindow / 1_000m;
        (counts.GetRecordsCalls / thousands).ShouldBeLessThanOrEqualTo(1.1m);
        (counts.CheckpointWrites / thousands).ShouldBeLessThanOrEqualTo(1m);
    }

    /// <summary>Two shards; split at 08:20, merged with another at 08:50, and that one split at 09:10. 400 events, ten shards.</summary>
    internal static ReplayWorld Resharded()
    {
        var world = new ReplayWorld(shards: 2);
        var every = TimeSpan.FromSeconds(20);
        world.Put(150, every);
        world.Kinesis.Split(ReplayWorld.Source, Id(0));
        world.Kinesis.Split(ReplayWorld.Source, Id(1));
        world.Put(90, every);
        world.Kinesis.Merge(ReplayWorld.Source, Id(3), Id(4));
        world.Put(60, every);
        world.Kinesis.Split(ReplayWorld.Source, Id(6));
        world.Kinesis.Merge(ReplayWorld.Source, Id(8), Id(5));
        return world.Put(100, every).At(Noon);
    }

    private static async Task<string> RefusedAsync(Task<RunAnswer> answer) =>
        (await Should.ThrowAsync<RunRefusedException>(answer)).Message;

    private static Task Later(ReplayWorld world, TimeSpan by)
    {
        world.Time.Advance(by);
        return Task.CompletedTask;
    }
}
