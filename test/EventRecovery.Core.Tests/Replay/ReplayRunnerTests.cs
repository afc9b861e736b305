using EventRecovery.Recalculation;
using EventRecovery.Replay.Planning;
using EventRecovery.Testing.Streams;
using static EventRecovery.Replay.SomeShards;

namespace EventRecovery.Replay;

public class ReplayRunnerTests
{
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
        var world = ReplayWorld.Resharded();

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
        world.Put(50, TimeSpan.FromSeconds(1)).At(Noon);

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
    public async Task A_window_that_ended_before_the_tip_takes_no_call_there()
    {
        // A record every 30 seconds until 10:00: 184 of them from 08:00 until one is past 09:30 and its minute of slack.
        var world = new ReplayWorld().Put(300, TimeSpan.FromSeconds(30)).At(Noon);

        var report = await world.Start().ReplayAsync();

        report.Counts.GetRecordsCalls.ShouldBe(19, "pages of ten");
    }

    [Fact]
    public async Task A_second_replay_of_the_window_and_version_publishes_nothing()
    {
        var world = ReplayWorld.Resharded();
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
        var world = ReplayWorld.Resharded();
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
        // One more a shard: the empty page that shows its tip.
        (counts.GetRecordsCalls / thousands).ShouldBeLessThanOrEqualTo(1.25m);
        (counts.CheckpointWrites / thousands).ShouldBeLessThanOrEqualTo(1m);
    }
}
