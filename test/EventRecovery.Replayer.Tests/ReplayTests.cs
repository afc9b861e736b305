using System.Text.Json.Nodes;
using EventRecovery.Local.Lambdas;
using EventRecovery.Replayer.Tests.Stack;

namespace EventRecovery.Replayer.Tests;

public sealed class ReplayTests(Emulators emulators)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stream_split_merged_and_split_again_in_the_window_is_recovered_once_and_in_order()
    {
        await using var replayer = await Deployment.StartAsync(emulators);
        await Reshards.PutAcrossAsync(replayer.Source, eachTime: 300);

        var answer = await replayer.CompleteAsync(replayer.Request());

        answer.Count("recovered").ShouldBe(1_200);
        var recovered = await replayer.RecoveredAsync();
        recovered.ShouldBeAllOf(replayer.Source);
        recovered.Copies.ShouldBe(0);
        TestContext.Current.TestOutputHelper!.WriteLine($"{answer}");
    }

    [Fact]
    public async Task A_second_replay_publishes_nothing_and_a_new_version_publishes_everything_again()
    {
        await using var replayer = await Deployment.StartAsync(emulators);
        await replayer.Source.PutAsync(100);
        await replayer.CompleteAsync(replayer.Request("first"));

        var second = await replayer.CompleteAsync(replayer.Request("second"));

        second.Count("recovered").ShouldBe(0);
        (await replayer.RecoveredAsync()).Events.Count.ShouldBe(100);

        var newVersion = await replayer.CompleteAsync(replayer.Request("third", "rate-adjustment/2"));

        newVersion.Count("recovered").ShouldBe(100);
        var all = (await replayer.RecoveredAsync()).Events;
        all.Count(one => one.Json.Contains("\"recalculated_value\":110", StringComparison.Ordinal)).ShouldBe(100);
        all.Count(one => one.Json.Contains("\"recalculated_value\":125", StringComparison.Ordinal)).ShouldBe(100);
    }

    [Fact]
    public async Task Only_what_arrived_in_the_window_is_recovered()
    {
        await using var replayer = await Deployment.StartAsync(emulators);
        await replayer.Source.PutAsync(50);
        await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Token);
        var from = Emulators.Now;
        await replayer.Source.PutAsync(50);
        var to = Emulators.Now;
        await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Token);
        await replayer.Source.PutAsync(50);
        var request = replayer.Request();
        (request["from"], request["to"]) = ($"{from.UtcDateTime:O}", $"{to.UtcDateTime:O}");

        var answer = await replayer.CompleteAsync(request);

        var recovered = await replayer.RecoveredAsync();
        recovered.Events.Select(one => one.Id).Order().ShouldBe(replayer.Source.Ids.Skip(50).Take(50));
    }

    [Fact]
    public async Task A_short_invocation_continues_before_its_deadline_and_is_resumed_by_its_id_alone()
    {
        // Eight seconds, of which three are kept: at 30 records a second, three generations of 75 records a shard take longer.
        await using var replayer = await Deployment.StartAsync(emulators, timeout: TimeSpan.FromSeconds(8));
        await Reshards.PutAcrossAsync(replayer.Source, eachTime: 150);
        await replayer.WarmUpAsync();
        var request = replayer.Request();
        request["limits"]!["recordsPerSecondPerShard"] = 30;

        var answer = await replayer.InvokeAsync(request);
        answer.State.ShouldBe("continues", $"{answer}");
        (await replayer.InvokeAsync("status")).State.ShouldBe("running");

        var invocations = 1;
        for (; answer.State == "continues" && invocations < 20; invocations++)
        {
            answer = await replayer.InvokeAsync(new JsonObject { ["runId"] = "pricing-bug" });
        }

        answer.State.ShouldBe("complete", $"{answer}");
        (await replayer.RecoveredAsync()).ShouldBeAllOf(replayer.Source);
        (await replayer.RecoveredAsync()).Copies.ShouldBe(0);
    }

    [Fact]
    public async Task A_cancelled_run_stays_cancelled()
    {
        await using var replayer = await Deployment.StartAsync(emulators);
        await replayer.Source.PutAsync(10);
        var dispatch = replayer.Request();
        dispatch["action"] = "dispatch";
        (await replayer.InvokeAsync(dispatch)).Ready.Count.ShouldBe(2);

        (await replayer.InvokeAsync("cancel")).State.ShouldBe("cancelled");

        (await replayer.InvokeAsync(replayer.Request())).State.ShouldBe("cancelled");
        (await replayer.InvokeAsync("status")).State.ShouldBe("cancelled");
        (await replayer.RecoveredAsync()).Events.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_plan_names_the_shards_and_writes_nothing()
    {
        await using var replayer = await Deployment.StartAsync(emulators);
        await replayer.Source.PutAsync(10);
        var request = replayer.Request();
        request["mode"] = "plan";

        var answer = await replayer.InvokeAsync(request);

        answer.State.ShouldBe("planned", $"{answer}");
        answer.Ready.ShouldBe(["shardId-000000000000", "shardId-000000000001"]);
        (await replayer.InvokeAsync("status")).Status.ShouldBe(InvocationStatus.FunctionError);
        (await replayer.CheckpointsAsync()).ShouldBeEmpty();
    }
}
