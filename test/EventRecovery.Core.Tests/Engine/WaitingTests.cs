using EventRecovery.Testing.Faults;

namespace EventRecovery.Engine;

/// <summary>What the search of all states found about writers that wait for one another.</summary>
public class WaitingTests
{
    private readonly EngineWorld world = new();

    [Fact]
    public async Task Who_waits_sees_that_the_holder_came_back_and_finished_on_another_page()
    {
        world.PutError("a");
        var dying = world.Start("other");
        dying.Faults.Crash(Operation.PutRecords);
        await Should.ThrowAsync<CrashedException>(() => dying.ProcessAsync(world.Batch()));
        var waiting = world.Start();
        (await waiting.ProcessAsync(world.Batch())).IsComplete.ShouldBeFalse();
        await world.Start("other").ProcessAsync(world.Batch());

        var outcome = await waiting.ProcessAsync(world.Batch());

        outcome.ShouldBe(new BatchOutcome(null, new BatchCounts(Read: 1, Redelivered: 1)));
        world.PublishedIds().ShouldBe(["a"]);
    }

    [Fact]
    public async Task Who_stood_still_between_looking_and_deciding_takes_over_nothing_that_was_finished_in_time()
    {
        world.PutError("a");
        var holder = world.Start("other");
        var thawed = new TaskCompletionSource();
        holder.Faults.Do(Operation.PutRecords, () => thawed.Task);
        var holding = holder.ProcessAsync(world.Batch());
        var late = world.Start();
        late.Faults.Do(
            Operation.ReadDone,
            async () =>
            {
                thawed.SetResult();
                await holding;
                world.Time.Advance(TimeSpan.FromMinutes(17));
            },
            Moment.After
        );

        var outcome = await late.ProcessAsync(world.Batch());

        outcome.Counts.TakenOver.ShouldBe(0);
        world.PublishedIds().ShouldBe(["a"]);
        (await late.ProcessAsync(world.Batch())).Counts.Redelivered.ShouldBe(1);
    }
}
