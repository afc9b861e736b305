using EventRecovery.Replay;
using EventRecovery.Testing.Faults;
using static EventRecovery.Replay.SomeShards;

namespace EventRecovery.Versions;

/// <summary>
/// Somebody has recovered events of a shard and put objects of them, but saved no checkpoint. Then the events expire, and whoever takes
/// up the shard finds a gap where they were: of one run there are two accounts, each with objects that begin with the same numbers.
/// </summary>
public class ResultsBehindGapTests
{
    private static readonly TimeSpan UntilHalfHasExpired = TimeSpan.FromHours(20) + TimeSpan.FromMinutes(39.5);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Objects_that_a_crash_left_behind_are_none_of_the_results()
    {
        var world = new ReplayWorld().Put(120, TimeSpan.FromSeconds(60)).At(Noon);
        // More objects than there will be, and no checkpoint.
        var faults = new ScriptedFaults().Crash(Operation.PutObject, Moment.After, nth: 11);
        var dying = world.Start("a", faults, options => options with { CheckpointRecords = 1_000 });
        await Should.ThrowAsync<CrashedException>(dying.ReplayAsync());
        await world.LaterAsync(UntilHalfHasExpired);

        (await world.Start("b").ResumeAsync()).State.ShouldBe(RunState.Complete);

        (await IdsAsync(world)).ShouldBe(StillThere(world));
    }

    [Fact]
    public async Task Whoever_lost_the_shard_and_thaws_late_overwrites_nothing()
    {
        var world = new ReplayWorld().Put(120, TimeSpan.FromSeconds(60)).At(Noon);
        var frozen = new ScriptedFaults().Do(
            Operation.PutObject,
            async () =>
            {
                await world.LaterAsync(UntilHalfHasExpired);
                (await world.Start("b").ResumeAsync()).State.ShouldBe(RunState.Complete);
            }
        );

        await world.Start("a", frozen).ReplayAsync();

        (await IdsAsync(world)).ShouldBe(StillThere(world));
    }

    private static List<string> StillThere(ReplayWorld world) =>
        [.. world.Expected().Where(id => string.CompareOrdinal(id, "e00070") >= 0)];

    private static async Task<List<string>> IdsAsync(ReplayWorld world)
    {
        var reader = new ResultReader(world.Objects);
        var manifest = (await reader.FindAsync(new RunId("pricing-bug"), Cancelled)).ShouldNotBeNull();
        var ids = new List<string>();
        await foreach (var line in reader.LinesAsync(manifest, Cancelled))
        {
            ids.Add(line.Id.Value);
        }

        return ids;
    }
}
