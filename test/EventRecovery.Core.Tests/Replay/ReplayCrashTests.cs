using EventRecovery.Publishing;
using EventRecovery.Replay.Checkpoints;
using EventRecovery.Replay.Planning;
using EventRecovery.Replay.Requests;
using EventRecovery.Testing.Faults;
using static EventRecovery.Replay.SomeShards;

namespace EventRecovery.Replay;

public class ReplayCrashTests
{
    private const int Page = 10;

    [Fact]
    public async Task Killed_at_any_call_and_resumed_the_result_is_the_same()
    {
        var undisturbed = Small();
        await undisturbed.Start().ReplayAsync();
        var results = await undisturbed.ResultsAsync();
        var calls = 0;

        for (var nth = 1; ; nth++)
        {
            var world = Small();
            var faults = new CrashAt(nth);
            var killed = await KilledAsync(world.Start("a", faults));
            if (!killed)
            {
                break;
            }

            calls++;
            world.Time.Advance(TimeSpan.FromSeconds(61));
            (await world.Start("b").ReplayAsync()).State.ShouldBe(RunState.Complete, $"killed at {faults.Point}");
            world.ShouldBeRecovered(once: false);
            world
                .Published()
                .Count.ShouldBeLessThanOrEqualTo(world.Expected().Count + Page, $"killed at {faults.Point}");
            world.PublishedBytes().ShouldBe(undisturbed.PublishedBytes());
            (await world.ResultsAsync()).ShouldBe(results, $"killed at {faults.Point}");
        }

        calls.ShouldBeGreaterThan(100);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Killed_twenty_times_in_one_run_the_result_is_the_same_byte_for_byte(int seed)
    {
        var undisturbed = ReplayWorld.Resharded();
        await undisturbed.Start().ReplayAsync();
        var world = ReplayWorld.Resharded();
        var random = new Random(seed);
        var kills = 0;

        for (var process = 0; kills < 20 && process < 200; process++)
        {
            // One that finds every shard leased to the dead answers so, and is not killed.
            kills += await KilledAsync(world.Start($"process-{process}", new CrashAt(random.Next(5, 40)))) ? 1 : 0;
            world.Time.Advance(TimeSpan.FromSeconds(random.Next(1, 120)));
        }

        world.Time.Advance(TimeSpan.FromSeconds(61));
        (await world.Start("last").ReplayAsync()).State.ShouldBe(RunState.Complete);
        kills.ShouldBe(20);
        world.ShouldBeRecovered(once: false);
        world
            .Published()
            .Count.ShouldBeLessThanOrEqualTo(world.Expected().Count + (kills * Page * 2), "two shards at a time");
        world.PublishedBytes().ShouldBe(undisturbed.PublishedBytes());
        (await world.ResultsAsync()).ShouldBe(await undisturbed.ResultsAsync());
        ShouldOnlyMoveForward(world);
    }

    [Fact]
    public async Task Of_two_replayers_one_owns_each_shard_and_the_other_answers_so()
    {
        var world = Small();
        var second = RunState.Planned;
        IReadOnlyList<PlannedShard> leased = [];
        var faults = new ScriptedFaults().Do(
            Operation.ReadShard,
            async () =>
            {
                var report = await world.Start("b").ReplayAsync();
                second = report.State;
                leased = [.. report.Plan!.In(ShardStage.Leased)];
            },
            nth: 2
        );

        var first = await world.Start("a", faults).ReplayAsync();

        second.ShouldBe(RunState.Running);
        leased.ShouldHaveSingleItem();
        first.State.ShouldBe(RunState.Complete);
        world.ShouldBeRecovered();
    }

    [Fact]
    public async Task A_stale_owner_saves_nothing_and_its_copies_are_identical()
    {
        var world = Small();
        var faults = new ScriptedFaults().Do(
            Operation.PutRecords,
            async () =>
            {
                world.Time.Advance(TimeSpan.FromMinutes(2));
                (await world.Start("b").ReplayAsync()).State.ShouldBe(RunState.Complete);
            },
            nth: 2
        );

        var stale = await world.Start("a", faults).ReplayAsync();

        stale.State.ShouldBe(RunState.Complete, "the other one completed it");
        world.ShouldBeRecovered(once: false);
        world.Published().Count.ShouldBeLessThanOrEqualTo(world.Expected().Count + Page);
        ShouldOnlyMoveForward(world);
    }

    [Fact]
    public async Task A_live_owner_publishes_nothing_once_its_lease_has_ended()
    {
        var world = Small();
        var slow = new SlowClaims(world);

        (await world.Start("a", slow).ReplayAsync()).State.ShouldBe(RunState.Complete);

        slow.PublishedLate.ShouldBe(0);
        world.ShouldBeRecovered();
    }

    [Fact]
    public async Task A_lost_answer_to_taking_or_saving_is_no_loss()
    {
        var world = Small();
        var faults = new ScriptedFaults()
            .LoseAnswer(Operation.SaveCheckpoint, nth: 1)
            .LoseAnswer(Operation.SaveCheckpoint, nth: 3)
            .LoseAnswer(Operation.CreateRun);

        (await world.Start("a", faults).ReplayAsync()).State.ShouldBe(RunState.Continues);
        (await world.Start("b", faults).ReplayAsync()).State.ShouldBe(RunState.Complete);
        world.ShouldBeRecovered();
    }

    /// <summary>One shard that is split within the window: 60 events of it in three shards.</summary>
    private static ReplayWorld Small()
    {
        var world = new ReplayWorld();
        world.Put(50, TimeSpan.FromSeconds(60));
        world.Kinesis.Split(ReplayWorld.Source, Id(0));
        return world.Put(40, TimeSpan.FromSeconds(60)).At(Noon);
    }

    private static async Task<bool> KilledAsync(ReplayProcess process)
    {
        try
        {
            await process.ReplayAsync();
            return false;
        }
        catch (CrashedException)
        {
            return true;
        }
    }

    private static void ShouldOnlyMoveForward(ReplayWorld world)
    {
        foreach (var shard in world.Checkpoints.History.GroupBy(checkpoint => checkpoint.Key))
        {
            ShardCheckpoint? before = null;
            foreach (var checkpoint in shard)
            {
                checkpoint.Lease.Fence.ShouldBeGreaterThanOrEqualTo(before?.Lease.Fence ?? 1);
                if ((before?.Position, checkpoint.Position) is (ShardPosition.After was, ShardPosition.After now))
                {
                    now.Last.CompareTo(was.Last).ShouldBeGreaterThanOrEqualTo(0);
                }

                (before?.IsDone == true && !checkpoint.IsDone).ShouldBeFalse();
                before = checkpoint;
            }
        }
    }

    /// <summary>Its claims take nearly a lease now and then, and it looks whether anything is put on the stream after that.</summary>
    private sealed class SlowClaims(ReplayWorld world) : IFaults
    {
        private int appends;

        public int PublishedLate { get; private set; }

        public ValueTask AtAsync(FaultPoint point, CancellationToken cancellationToken)
        {
            if (point is { Operation: Operation.AppendClaims, Moment: Moment.After } && appends++ % 17 == 0)
            {
                world.Time.Advance(TimeSpan.FromSeconds(59));
            }

            if (point is { Operation: Operation.PutRecords, Moment: Moment.Before })
            {
                var lease = world.Checkpoints.History[^1].Lease;
                PublishedLate += world.Time.GetUtcNow() > lease.EndsAt - TimeSpan.FromSeconds(5) ? 1 : 0;
            }

            return ValueTask.CompletedTask;
        }

        public string? RefusalOf(OutgoingRecord record, int index) => null;
    }
}
