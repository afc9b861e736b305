using EventRecovery.Publishing;
using EventRecovery.Replay.Checkpoints;
using EventRecovery.Replay.Running;
using EventRecovery.Streams;
using EventRecovery.Testing.Faults;
using static EventRecovery.Replay.SomeShards;

namespace EventRecovery.Replay;

/// <summary>The next page is asked for while the one before is recovered, and nothing else is different for it. Pages are of ten.</summary>
public class ReadAheadTests
{
    private const int Page = 10;

    [Fact]
    public async Task One_page_is_asked_for_ahead_and_never_more()
    {
        var world = Fifty();
        var ahead = new List<int>();
        var faults = new Watching(
            (point, calls) =>
            {
                if (point is { Operation: Operation.AppendClaims, Moment: Moment.Before })
                {
                    ahead.Add(calls - (world.Published().Count / Page) - 1);
                }
            }
        );

        (await world.Start("a", faults).ReplayAsync()).State.ShouldBe(RunState.Complete);

        world.ShouldBeRecovered();
        ahead[0].ShouldBe(1);
        ahead.ShouldAllBe(pages => pages <= 1);
    }

    [Fact]
    public async Task A_page_that_was_read_ahead_and_not_recovered_is_neither_finished_nor_lost()
    {
        var world = Fifty();
        var reads = 0;
        // The time is up when the third page has come, while the second is in hand.
        var faults = new Watching(
            (point, calls) =>
            {
                reads = calls;
                if (point.Operation == Operation.AppendClaims && world.Published().Count == Page)
                {
                    world.Time.Advance(TimeSpan.FromMinutes(2));
                }
            }
        );

        var answer = await world
            .Start("a", faults, with: options => options with { LeaseDuration = TimeSpan.FromMinutes(10) })
            .ReplayAsync(time: TimeSpan.FromMinutes(1));

        answer.State.ShouldBe(RunState.Continues);
        reads.ShouldBe(3);
        answer.Counts.GetRecordsCalls.ShouldBe(3, "what was asked for in vain is counted");
        Finished(world).ShouldBeLessThanOrEqualTo(2 * Page);
        (await world.Start("b").ResumeAsync()).State.ShouldBe(RunState.Complete);
        world.ShouldBeRecovered();
    }

    [Fact]
    public async Task What_goes_wrong_ahead_is_told_when_the_page_in_hand_is_recovered()
    {
        var world = Fifty();
        var faults = new ScriptedFaults().Fail(
            Operation.ReadShard,
            nth: 3,
            () => new UnauthorizedAccessException("Access denied. Grant kinesis:GetRecords.")
        );

        var answer = await world.Start("a", faults).ReplayAsync();

        answer.State.ShouldBe(RunState.Failed);
        answer.Run!.Failure.ShouldNotBeNull().ShouldContain("Grant kinesis:GetRecords");
        world.Published().Count.ShouldBe(2 * Page);
        Finished(world).ShouldBe(2 * Page);
        (await world.Start("b").ResumeAsync()).State.ShouldBe(RunState.Complete);
        world.ShouldBeRecovered();
    }

    [Fact]
    public async Task A_page_that_is_held_back_tells_of_the_time_when_it_was_asked_for()
    {
        var world = new ReplayWorld().At(HalfPastNine.AddMinutes(-10)).Put(Page, TimeSpan.FromSeconds(30));
        world.At(HalfPastNine.AddSeconds(-10));
        // The empty page after the ten is there. While they are recovered one more comes, and the window ends.
        var faults = new ScriptedFaults().Do(
            Operation.AppendClaims,
            () =>
            {
                world.PutEvent("late", "key-1");
                return world.LaterAsync(TimeSpan.FromMinutes(2));
            }
        );

        var answer = await world
            .Start("a", faults, with: options => options with { LeaseDuration = TimeSpan.FromMinutes(10) })
            .ReplayAsync();

        answer.State.ShouldBe(RunState.Complete);
        world.Published().ShouldContain("late");
        world.ShouldBeRecovered();
    }

    [Fact]
    public async Task A_page_that_nobody_waits_for_any_more_is_given_up()
    {
        var world = Fifty();
        var givenUp = false;
        var faults = new Watching(
            (point, _) =>
            {
                if (point.Operation == Operation.AppendClaims)
                {
                    world.Time.Advance(TimeSpan.FromMinutes(2));
                }
            },
            hangAt: 2,
            () => givenUp = true
        );

        var answer = await world.Start("a", faults).ReplayAsync(time: TimeSpan.FromMinutes(1));

        answer.State.ShouldBe(RunState.Continues);
        givenUp.ShouldBeTrue("nothing of an invocation goes on after it");
    }

    /// <summary>Fifty events of one shard, from the window's first moment on.</summary>
    private static ReplayWorld Fifty() => new ReplayWorld().At(Eight).Put(50, TimeSpan.FromSeconds(60)).At(Noon);

    private static int Finished(ReplayWorld world)
    {
        var last = ((ShardPosition.After)world.Checkpoints.History[^1].Position).Last;
        return world.Kinesis.Records(ReplayWorld.Source).Count(put => put.Record.Sequence <= last.Sequence);
    }

    /// <summary>Sees each call with how many reads were begun by then; one read may hang until it is given up.</summary>
    private sealed class Watching(Action<FaultPoint, int> see, int? hangAt = null, Action? onGivenUp = null) : IFaults
    {
        private int reads;

        public async ValueTask AtAsync(FaultPoint point, CancellationToken cancellationToken)
        {
            var isRead = point is { Operation: Operation.ReadShard, Moment: Moment.Before };
            var begun = isRead ? Interlocked.Increment(ref reads) : Volatile.Read(ref reads);
            see(point, begun);
            if (isRead && begun == hangAt)
            {
                try
                {
                    await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
                }
                finally
                {
                    onGivenUp!();
                }
            }
        }

        public string? RefusalOf(OutgoingRecord record, int index) => null;
    }
}
