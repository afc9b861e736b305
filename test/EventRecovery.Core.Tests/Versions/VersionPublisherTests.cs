using System.Text;
using EventRecovery.Events;
using EventRecovery.Json;
using EventRecovery.Publishing;
using EventRecovery.Recalculation;
using EventRecovery.Replay;
using EventRecovery.Testing.Faults;
using EventRecovery.Testing.Objects;
using EventRecovery.Testing.Streams;
using EventRecovery.Testing.Time;
using EventRecovery.Testing.Versions;
using static EventRecovery.Replay.SomeShards;

namespace EventRecovery.Versions;

public class VersionPublisherTests
{
    private static readonly RunId A = new("a");
    private static readonly VersionScope Scope = new(ReplayWorld.Source, Window);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Publish_publish_again_roll_back_and_roll_back_the_rollback()
    {
        var world = await WithAAsync();
        await ShouldAgreeAsync(world, "a");

        await ReplayBAsync(world);
        await ShouldAgreeAsync(world, "b");

        await RollBackAsync(world, "b");
        await ShouldAgreeAsync(world, "a@3");

        await RollBackAsync(world, "a@3");
        await ShouldAgreeAsync(world, "b@4");

        await PublishAsync(world, A);
        await ShouldAgreeAsync(world, "a@5");

        var history = await world.Versions.FindAsync(Scope, Cancelled);
        history
            .Published.Select(version => $"{version.Name} undoes {version.Undoes?.ToString() ?? "nothing"}")
            .ShouldBe(["a undoes nothing", "b undoes nothing", "a@3 undoes b", "b@4 undoes a@3", "a@5 undoes nothing"]);
        world.Published().Count.ShouldBe(5 * world.Expected().Count, "nothing is overwritten");
    }

    [Fact]
    public async Task An_event_that_undoes_says_so_and_is_else_the_same_bytes()
    {
        var world = await WithAAsync();
        var before = Last(world);
        await ReplayBAsync(world);
        await RollBackAsync(world, "b");

        foreach (var (id, now) in Last(world))
        {
            now.ShouldBe(
                before[id].Replace("\"run\":\"a\"", "\"run\":\"a@3\",\"undoes\":\"b\"", StringComparison.Ordinal)
            );
        }
    }

    [Fact]
    public async Task Killed_at_any_call_of_a_publish_the_same_command_goes_on()
    {
        await KilledAnywhereAsync(
            async () =>
            {
                var world = await WithAAsync();
                await ReplayBAsync(world);
                return world;
            },
            (world, faults) => PublishAsync(world, A, faults),
            "a@3"
        );
    }

    [Fact]
    public async Task Killed_at_any_call_of_a_rollback_the_same_command_goes_on()
    {
        await KilledAnywhereAsync(
            async () =>
            {
                var world = await WithAAsync();
                await ReplayBAsync(world);
                return world;
            },
            (world, faults) => RollBackAsync(world, "b", faults),
            "a@3"
        );
    }

    [Fact]
    public async Task Killed_at_any_call_of_rolling_back_a_rollback_the_same_command_goes_on()
    {
        await KilledAnywhereAsync(
            async () =>
            {
                var world = await WithAAsync();
                await ReplayBAsync(world);
                await RollBackAsync(world, "b");
                return world;
            },
            (world, faults) => RollBackAsync(world, "a@3", faults),
            "b@4"
        );
    }

    [Fact]
    public async Task A_publish_that_was_killed_can_be_given_up_for_what_was_before()
    {
        var world = await WithAAsync();
        await ReplayBAsync(world);
        await Should.ThrowAsync<CrashedException>(
            PublishAsync(world, A, new ScriptedFaults().Crash(Operation.PutRecords, Moment.After, nth: 2))
        );
        (await Should.ThrowAsync<VersionRefusedException>(RollBackAsync(world, "b"))).Message.ShouldContain(
            "recover rollback a@3"
        );

        await RollBackAsync(world, "a@3");

        await ShouldAgreeAsync(world, "b@4");
    }

    [Fact]
    public async Task A_replay_that_was_cancelled_on_its_way_is_undone_by_what_was_before()
    {
        var world = await WithAAsync();
        var faults = new ScriptedFaults().Crash(Operation.AppendClaims, nth: 3);
        await Should.ThrowAsync<CrashedException>(world.Start("b", faults).ReplayAsync("b", Second));

        await RollBackAsync(world, "b");

        await ShouldAgreeAsync(world, "a@2");
    }

    [Fact]
    public async Task Without_a_version_before_there_is_nothing_to_go_back_to()
    {
        var world = await WithAAsync();
        var put = world.Published().Count;

        (await Should.ThrowAsync<VersionRefusedException>(RollBackAsync(world, "a"))).Message.ShouldContain(
            "no version before a"
        );
        (await Should.ThrowAsync<VersionRefusedException>(RollBackAsync(new ReplayWorld(), "a"))).Message.ShouldContain(
            "no version before a"
        );
        world.Published().Count.ShouldBe(put);
    }

    [Fact]
    public async Task Only_the_active_version_is_rolled_back()
    {
        var world = await WithAAsync();
        await ReplayBAsync(world);

        (await Should.ThrowAsync<VersionRefusedException>(RollBackAsync(world, "a"))).Message.ShouldContain(
            "a is not the active version, b is"
        );
    }

    [Fact]
    public async Task What_is_done_is_not_done_again()
    {
        var world = await WithAAsync();
        await PublishAsync(world, A);
        world.Published().Count.ShouldBe(world.Expected().Count, "a is active");
        await ReplayBAsync(world);
        await RollBackAsync(world, "b");
        await RollBackAsync(world, "b");

        world.Published().Count.ShouldBe(3 * world.Expected().Count);
    }

    [Fact]
    public async Task Results_that_are_damaged_are_not_begun_with()
    {
        var world = await WithAAsync();
        await ReplayBAsync(world);
        var put = world.Published().Count;
        var last = "";
        await foreach (var key in world.Objects.ListAsync("results/a/", Cancelled))
        {
            last = key.EndsWith(".gz", StringComparison.Ordinal) ? key : last;
        }

        await world.Objects.PutAsync(last, "broken"u8.ToArray(), Cancelled);

        await Should.ThrowAsync<ResultsDamagedException>(RollBackAsync(world, "b"));
        world.Published().Count.ShouldBe(put);
        (await world.Versions.FindAsync(Scope, Cancelled)).Pending.ShouldBeNull();
    }

    [Fact]
    public async Task Two_who_publish_the_same_at_once_end_with_one_version()
    {
        var world = await WithAAsync();
        await ReplayBAsync(world);
        var faults = new ScriptedFaults().Do(Operation.PutRecords, () => RollBackAsync(world, "b"), nth: 3);

        await RollBackAsync(world, "b", faults);

        await ShouldAgreeAsync(world, "a@3");
        (await world.Versions.FindAsync(Scope, Cancelled)).Published.Count.ShouldBe(3);
    }

    private static RunDefinition Second =>
        ReplayWorld.Definition with
        {
            Version = new RecalculationVersion("rate-adjustment", 2),
        };

    private static async Task<ReplayWorld> WithAAsync()
    {
        var world = new ReplayWorld(shards: 2).Put(32, TimeSpan.FromSeconds(120)).At(Noon);
        await world.Start("a").ReplayAsync("a");
        return world;
    }

    private static async Task ReplayBAsync(ReplayWorld world) =>
        (await world.Start("b").ReplayAsync("b", Second)).State.ShouldBe(RunState.Complete);

    private static async Task KilledAnywhereAsync(
        Func<Task<ReplayWorld>> begin,
        Func<ReplayWorld, IFaults, Task> act,
        string becomes
    )
    {
        var kills = 0;
        for (var nth = 1; ; nth++)
        {
            var world = await begin();
            var before = world.Published().Count;
            var faults = new CrashAt(nth);
            try
            {
                await act(world, faults);
                break;
            }
            catch (CrashedException)
            {
                kills++;
            }

            await act(world, new ScriptedFaults());
            await ShouldAgreeAsync(world, becomes);
            (world.Published().Count - before).ShouldBeLessThanOrEqualTo(
                world.Expected().Count + 7,
                $"one object's events are doubled at most, killed at {faults.Point}"
            );
        }

        kills.ShouldBeGreaterThan(30);
    }

    /// <summary>The version is active, nothing is pending, and of every event the last on the stream is that version's.</summary>
    private static async Task ShouldAgreeAsync(ReplayWorld world, string version)
    {
        var history = await world.Versions.FindAsync(Scope, Cancelled);
        history.Pending.ShouldBeNull();
        history.Active!.Name.ToString().ShouldBe(version);
        var last = Last(world);
        last.Keys.Order().ShouldBe(world.Expected().Order());
        last.Values.ShouldAllBe(data => data.Contains($"\"run\":\"{version}\"", StringComparison.Ordinal));
        var results = new ResultReader(world.Objects);
        var manifest = await results.FindAsync(history.Active.Name.Run, Cancelled);
        await foreach (var line in results.LinesAsync(manifest!, Cancelled))
        {
            last[line.Id.Value].ShouldContain(line.ResultHash().ToString());
        }
    }

    /// <summary>By id, the last that the recovered stream holds of an event.</summary>
    private static Dictionary<string, string> Last(ReplayWorld world)
    {
        var reader = new EventReader(EventFormat.Default, JsonLimits.Default);
        var last = new Dictionary<string, string>();
        foreach (var put in world.Kinesis.Records(ReplayWorld.Recovered).OrderBy(put => put.Record.Sequence))
        {
            last[reader.Read(put.Record.Data).Event!.Id.Value] = Encoding.UTF8.GetString(put.Record.Data.Span);
        }

        return last;
    }

    private static async Task PublishAsync(ReplayWorld world, RunId run, IFaults? faults = null) =>
        await Publisher(world, faults)
            .PublishAsync((await new ResultReader(world.Objects).FindAsync(run, Cancelled))!, (_, _) => { }, Cancelled);

    private static Task<VersionHistory> RollBackAsync(ReplayWorld world, string version, IFaults? faults = null) =>
        Publisher(world, faults).RollBackAsync(Scope, VersionName.Parse(version), (_, _) => { }, Cancelled);

    private static VersionPublisher Publisher(ReplayWorld world, IFaults? faults)
    {
        faults ??= new ScriptedFaults();
        return new VersionPublisher(
            new FaultyVersionStore(world.Versions, faults),
            new FaultyObjectStore(world.Objects, faults),
            stream => new FaultyRecordWriter(world.Kinesis.WriterTo(stream), faults),
            world.Time,
            new SeededEntropy(7)
        );
    }
}
