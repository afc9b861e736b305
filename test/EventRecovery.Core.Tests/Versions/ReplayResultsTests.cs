using System.Text;
using EventRecovery.Recalculation;
using EventRecovery.Replay;
using EventRecovery.Testing.Faults;
using static EventRecovery.Replay.SomeShards;

namespace EventRecovery.Versions;

/// <summary>What a replay leaves in object storage.</summary>
public class ReplayResultsTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_event_of_the_window_is_a_line_as_it_was_published()
    {
        var world = ReplayWorld.Resharded();
        await world.Start().ReplayAsync();

        var manifest = await ManifestAsync(world);
        var lines = await LinesAsync(world);

        lines.Select(line => line.Id.Value).Order().ShouldBe(world.Expected().Order());
        string.Join('\n', lines.Select(line => Encoding.UTF8.GetString(line.Event.Span)).Order())
            .ShouldBe(world.PublishedBytes());
        manifest.Events.ShouldBe(lines.Count);
        manifest.IsWhole.ShouldBeTrue();
        manifest.Objects.ShouldBeGreaterThan(lines.Count / 7);
    }

    [Fact]
    public async Task What_somebody_else_has_published_is_a_result_too()
    {
        var world = ReplayWorld.Resharded();
        await world.Start().ReplayAsync(run: "first");
        await world.Start().ReplayAsync(run: "second");

        var (first, second) = (await ManifestAsync(world, "first"), await ManifestAsync(world, "second"));

        second.Events.ShouldBe(world.Expected().Count);
        second.TotalHash.ShouldBe(first.TotalHash, "they say the same");
        second.Shards[0].ContentHash.ShouldNotBe(first.Shards[0].ContentHash, "under their own names");
    }

    [Fact]
    public async Task Another_recalculation_has_another_total_hash()
    {
        var world = ReplayWorld.Resharded();
        var other = ReplayWorld.Definition with { Version = new RecalculationVersion("rate-adjustment", 2) };
        await world.Start().ReplayAsync(run: "first");
        await world.Start().ReplayAsync(run: "second", definition: other);

        (await ManifestAsync(world, "second")).TotalHash.ShouldNotBe((await ManifestAsync(world, "first")).TotalHash);
    }

    [Fact]
    public async Task Out_of_time_again_and_again_the_objects_are_the_same()
    {
        var undisturbed = Small();
        await undisturbed.Start().ReplayAsync();
        var world = Small();
        var rounds = 0;
        RunState state;
        do
        {
            var slow = new ScriptedFaults();
            for (var read = 1; read < 4; read++)
            {
                slow.Do(Operation.ReadShard, () => world.LaterAsync(TimeSpan.FromSeconds(1)), Moment.After, read);
            }

            // Here a page that is read ahead takes its second from the one in hand: three are needed for one to be recovered.
            state = (await world.Start($"{rounds}", slow).ReplayAsync(time: TimeSpan.FromSeconds(3))).State;
            rounds++.ShouldBeLessThan(200);
        } while (state != RunState.Complete);

        rounds.ShouldBeGreaterThan(3);
        (await world.ResultsAsync()).ShouldBe(await undisturbed.ResultsAsync());
    }

    [Fact]
    public async Task A_lost_answer_to_a_write_is_no_loss()
    {
        var undisturbed = Small();
        await undisturbed.Start().ReplayAsync();
        var world = Small();
        var faults = new ScriptedFaults()
            .LoseAnswer(Operation.PutObject, nth: 2)
            .Fail(Operation.PutObject, nth: 5)
            .LoseAnswer(Operation.SaveVersions);

        (await world.Start("a", faults).ReplayAsync()).State.ShouldBe(RunState.Continues);
        (await world.Start("b", faults).ReplayAsync()).State.ShouldBe(RunState.Complete);

        faults.Fired.ShouldBe(3);
        (await world.ResultsAsync()).ShouldBe(await undisturbed.ResultsAsync());
        (await HistoryAsync(world)).Published.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_damaged_object_is_noticed()
    {
        var world = Small();
        await world.Start().ReplayAsync();
        var objects = (await world.ResultsAsync())
            .Keys.Where(key => key.EndsWith(".gz", StringComparison.Ordinal))
            .ToList();
        var other = await world.Objects.GetAsync(objects[1], Cancelled);
        await world.Objects.PutAsync(objects[0], other!, Cancelled);

        (await Should.ThrowAsync<ResultsDamagedException>(LinesAsync(world))).Message.ShouldContain(
            "not what its manifest says"
        );
    }

    /// <summary>One shard that is split within the window: 60 events of it in three shards.</summary>
    private static ReplayWorld Small()
    {
        var world = new ReplayWorld();
        world.Put(50, TimeSpan.FromSeconds(60));
        world.Kinesis.Split(ReplayWorld.Source, Id(0));
        return world.Put(40, TimeSpan.FromSeconds(60)).At(Noon);
    }

    private static async Task<ResultManifest> ManifestAsync(ReplayWorld world, string run = "pricing-bug") =>
        (await new ResultReader(world.Objects).FindAsync(new RunId(run), Cancelled)).ShouldNotBeNull();

    private static async Task<List<ResultLine>> LinesAsync(ReplayWorld world)
    {
        var lines = new List<ResultLine>();
        await foreach (var line in new ResultReader(world.Objects).LinesAsync(await ManifestAsync(world), Cancelled))
        {
            lines.Add(line);
        }

        return lines;
    }

    private static Task<VersionHistory> HistoryAsync(ReplayWorld world) =>
        world.Versions.FindAsync(new VersionScope(ReplayWorld.Source, Window), Cancelled);
}
