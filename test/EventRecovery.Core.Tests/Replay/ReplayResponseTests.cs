using System.Text;
using System.Text.Json;
using EventRecovery.Replay.Requests;
using EventRecovery.Testing.Faults;
using static EventRecovery.Replay.SomeShards;

namespace EventRecovery.Replay;

public class ReplayResponseTests
{
    [Fact]
    public async Task A_finished_run_tells_its_state_its_shards_and_what_it_counted()
    {
        var json = await AnswerAsync(ReplayWorld.Resharded(), Run());

        json.GetProperty("runId").GetString().ShouldBe("pricing-bug");
        json.GetProperty("state").GetString().ShouldBe("complete");
        json.GetProperty("from").GetString().ShouldBe("2026-11-22T08:00:00Z");
        json.GetProperty("stages").GetProperty("done").GetInt32().ShouldBe(10);
        json.GetProperty("shards").GetArrayLength().ShouldBe(10);
        json.GetProperty("counts").GetProperty("recovered").GetInt64().ShouldBe(270);
        json.GetProperty("ready").GetArrayLength().ShouldBe(0);
        json.GetProperty("perThousandEvents")
            .EnumerateObject()
            .Select(rate => rate.Name)
            .ShouldBe(["getRecordsCalls", "checkpointWrites", "writeUnits"]);
    }

    [Fact]
    public async Task A_dispatch_lists_the_ready_shards_and_leaves_the_others_out()
    {
        var json = await AnswerAsync(ReplayWorld.Resharded(), Run() with { Action = ReplayAction.Dispatch });

        json.GetProperty("state").GetString().ShouldBe("running");
        json.GetProperty("ready").EnumerateArray().Select(id => id.GetString()).ShouldBe([Id(0).Value, Id(1).Value]);
        json.TryGetProperty("shards", out _).ShouldBeFalse("a state machine carries 256 KB at most");
    }

    [Fact]
    public async Task A_worker_is_answered_for_its_shard()
    {
        var world = ReplayWorld.Resharded();
        await AnswerAsync(world, Run() with { Action = ReplayAction.Dispatch });

        var done = await AnswerAsync(
            world,
            new ReplayRequest(ReplayAction.Run, new RunId("pricing-bug"), Shard: Id(0))
        );
        var early = await AnswerAsync(
            world,
            new ReplayRequest(ReplayAction.Run, new RunId("pricing-bug"), Shard: Id(9))
        );

        (done.GetProperty("shard").GetString(), done.GetProperty("state").GetString()).ShouldBe(
            (Id(0).Value, "complete")
        );
        early.GetProperty("state").GetString().ShouldBe("running");
    }

    [Fact]
    public async Task A_run_that_nobody_works_on_tells_since_when()
    {
        var world = ReplayWorld.Resharded();
        await world.Start("a").ReplayAsync(time: TimeSpan.FromSeconds(-1));
        var idle = await AnswerAsync(world, new ReplayRequest(ReplayAction.Status, new RunId("pricing-bug")));
        var atWork = default(JsonElement);
        var faults = new ScriptedFaults().Do(
            Operation.ReadShard,
            async () =>
                atWork = await AnswerAsync(world, new ReplayRequest(ReplayAction.Status, new RunId("pricing-bug")))
        );
        await world.Start("b", faults).ResumeAsync();

        idle.GetProperty("state").GetString().ShouldBe("running");
        idle.GetProperty("idleSince").GetDateTimeOffset().ShouldBe(Noon);
        atWork.GetProperty("state").GetString().ShouldBe("running");
        atWork.TryGetProperty("idleSince", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_plan_tells_what_it_takes()
    {
        var plan = new ReplayRequest(ReplayAction.Run, null, ReplayWorld.Definition with { Mode = ReplayMode.Plan });

        var json = await AnswerAsync(ReplayWorld.Resharded(), plan);

        json.GetProperty("state").GetString().ShouldBe("planned");
        json.GetProperty("expiresAt").GetString().ShouldBe("2026-11-23T08:00:00Z");
        var estimate = json.GetProperty("estimate");
        var bounds = estimate.GetProperty("bounds").EnumerateArray().ToList();
        bounds
            .Select(bound => bound.GetProperty("limit").GetString())
            .ShouldBe(["shardBytes", "shardRecords", "tableWrites"], ignoreOrder: true);
        bounds.ShouldAllBe(bound =>
            bound.GetProperty("minutes").GetDouble() <= estimate.GetProperty("minutes").GetDouble()
        );
        estimate
            .GetProperty("dollars")
            .GetDecimal()
            .ShouldBe(
                estimate.GetProperty("costs").EnumerateArray().Sum(line => line.GetProperty("dollars").GetDecimal()),
                tolerance: 0.0001m
            );
    }

    private static ReplayRequest Run() => new(ReplayAction.Run, new RunId("pricing-bug"), ReplayWorld.Definition);

    private static async Task<JsonElement> AnswerAsync(ReplayWorld world, ReplayRequest request)
    {
        var answer = await world.Start().HandleAsync(request);
        return JsonDocument.Parse(Encoding.UTF8.GetString(ReplayResponseWriter.Write(request, answer))).RootElement;
    }
}
