using System.Text;
using EventRecovery.Validation;
using static EventRecovery.Replay.SomeShards;

namespace EventRecovery.Replay;

/// <summary>An event counts once in a trial, however many records have it.</summary>
public sealed class TrialCopiesTests
{
    private static RunDefinition Trial(long maxConflicts = 0) =>
        ReplayWorld.Definition with
        {
            Mode = ReplayMode.Trial,
            Trial = new TrialRules
            {
                Baseline = "rate-adjustment/2",
                Gates = new TrialGates(MaxConflicts: maxConflicts),
            },
        };

    /// <summary>200 events; of three more, one is there twice, one in both shards, and two are two events under one name.</summary>
    private static ReplayWorld World(bool conflicts)
    {
        var world = new ReplayWorld(shards: 2).Put(100, TimeSpan.FromSeconds(20));
        world.PutEvent("twice", "key-1");
        world.PutEvent("twice", "key-1");
        foreach (var key in (string[])["key-1", "key-2", "key-3", "key-4", "key-5", "key-6"])
        {
            world.PutEvent("both", key);
        }

        world.Put(5, TimeSpan.FromSeconds(20));
        if (conflicts)
        {
            world.PutEvent("clash", "key-1");
            world.Put(5, TimeSpan.FromSeconds(20));
            world.PutEvent("clash", "key-1");
        }

        return world.At(Noon);
    }

    [Fact]
    public async Task Copies_count_once_within_a_shard_and_across_shards()
    {
        var world = World(conflicts: false);
        var distinct = world.Expected().Distinct().Count();

        var trial = (await world.Start().ReplayAsync("trial", Trial())).Trial!;

        trial.Counts.Read.ShouldBe(distinct + 6);
        (trial.Counts.Sampled, trial.Counts.Changed, trial.Counts.Copies).ShouldBe((distinct, distinct, 6));
        trial.Counts.Conflicting.ShouldBe(0);
        trial.Passed.ShouldBeTrue(trial.Reason);
    }

    [Fact]
    public async Task Two_events_under_one_id_are_named_and_hold_the_trial()
    {
        var trial = (await World(conflicts: true).Start().ReplayAsync("trial", Trial())).Trial!;

        trial.Counts.Conflicting.ShouldBe(1);
        trial.ConflictIds.ShouldBe(["clash"]);
        trial.Reason.ShouldBe("Hold: maxConflicts allows 0, and there are 1.");
        (
            await World(conflicts: true).Start().ReplayAsync("trial", Trial(maxConflicts: 1))
        ).Trial!.Passed.ShouldBeTrue();
    }

    [Fact]
    public async Task A_conflict_between_shards_is_named_too()
    {
        var world = new ReplayWorld(shards: 2).Put(100, TimeSpan.FromSeconds(20));
        foreach (var key in (string[])["key-1", "key-2", "key-3", "key-4", "key-5", "key-6"])
        {
            world.PutEvent("clash", key);
            world.Put(1, TimeSpan.FromSeconds(1));
        }

        var trial = (await world.At(Noon).Start().ReplayAsync("trial", Trial())).Trial!;

        trial.Counts.Conflicting.ShouldBe(5);
        trial.ConflictIds.ShouldBe(["clash"]);
        trial.Counts.Sampled.ShouldBe(world.Expected().Distinct().Count());
    }

    [Fact]
    public async Task However_often_it_is_interrupted_copies_count_once()
    {
        var whole = World(conflicts: true);
        await whole.Start().ReplayAsync("trial", Trial());
        var pieces = World(conflicts: true);
        var answer = await pieces.Start().ReplayAsync("trial", Trial(), TimeSpan.Zero);
        for (var turn = 0; turn < 200 && answer.State != RunState.Complete; turn++)
        {
            answer = await pieces.Start().ResumeAsync("trial", TimeSpan.FromMilliseconds(300));
        }

        (await SummaryAsync(pieces)).ShouldBe(await SummaryAsync(whole));
    }

    private static async Task<string> SummaryAsync(ReplayWorld world) =>
        Encoding.UTF8.GetString(
            (await world.Objects.GetAsync("results/trial/trial.json", TestContext.Current.CancellationToken))!
        );
}
