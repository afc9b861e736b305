using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using EventRecovery.Replayer.Tests.Stack;

namespace EventRecovery.Replayer.Tests.StateMachine;

public sealed class FanOutTests(Emulators emulators)
{
    [Fact]
    public async Task Every_shard_gets_a_worker_of_its_own_until_none_is_left()
    {
        await using var replayer = await Deployment.StartAsync(emulators);
        await Reshards.PutAcrossAsync(replayer.Source, eachTime: 100);
        var payloads = new ConcurrentQueue<JsonNode>();
        var machine = await ReplayMachine.OnAsync(replayer, payload => payloads.Enqueue(payload.DeepClone()));

        var output = await machine.RunAsync(replayer.Request());

        ((string)output["state"]!).ShouldBe("complete");
        var recovered = await replayer.RecoveredAsync();
        recovered.ShouldBeAllOf(replayer.Source);
        recovered.Copies.ShouldBe(0);
        machine
            .Path.Count(state => state == "Replay the ready shards")
            .ShouldBe(4, "one for each generation of shards");
        payloads.Select(payload => (string?)payload["shard"]).OfType<string>().Distinct().Count().ShouldBe(7);
    }

    [Fact]
    public async Task Throttling_and_workers_that_run_out_of_time_are_invoked_again()
    {
        // A closed shard is read once more after its last record: at fifty a second, that is due after the invocation has ended.
        await using var replayer = await Deployment.StartAsync(emulators, timeout: TimeSpan.FromSeconds(5));
        await Reshards.PutAcrossAsync(replayer.Source, eachTime: 200);
        await replayer.WarmUpAsync();
        var request = replayer.Request();
        request["limits"]!["recordsPerSecondPerShard"] = 30;
        var invocations = 0;
        var machine = await ReplayMachine.OnAsync(
            replayer,
            _ =>
            {
                if (Interlocked.Increment(ref invocations) % 3 == 0)
                {
                    throw new StateFailure("Lambda.TooManyRequestsException", "Rate exceeded");
                }
            }
        );
        var input = new JsonObject { ["request"] = request, ["maxConcurrency"] = 2 };

        var output = await machine.RunAsync(input);

        ((string)output["state"]!).ShouldBe("complete");
        invocations.ShouldBeGreaterThan(14, "seven shards, five looks at the run, and some again");
        (await replayer.RecoveredAsync()).ShouldBeAllOf(replayer.Source);
    }

    [Fact]
    public async Task Workers_that_crash_again_and_again_do_not_stop_the_others_and_are_named_at_the_end()
    {
        await using var replayer = await Deployment.StartAsync(emulators);
        await replayer.Source.PutAsync(200);
        const string Crashing = "shardId-000000000000";
        var attempts = 0;
        var machine = await ReplayMachine.OnAsync(
            replayer,
            payload =>
            {
                if ((string?)payload["shard"] == Crashing)
                {
                    attempts++;
                    throw new StateFailure("Runtime.ExitError", "signal: killed");
                }
            }
        );

        var failure = await Should.ThrowAsync<StateFailure>(() => machine.RunAsync(replayer.Request()));

        failure.Error.ShouldBe("EventRecovery.WorkersCrashed");
        failure.Cause.ShouldContain($"""["{Crashing}"]""");
        attempts.ShouldBe(4);
        var status = await replayer.InvokeAsync("status");
        ((string)status.Shard("shardId-000000000001")["stage"]!).ShouldBe("done");
        ((string)status.Shard(Crashing)["stage"]!).ShouldBe("ready");

        // Started again with the same input, it takes up the rest.
        var again = await ReplayMachine.OnAsync(replayer);
        ((string)(await again.RunAsync(replayer.Request()))["state"]!).ShouldBe("complete");
        (await replayer.RecoveredAsync()).ShouldBeAllOf(replayer.Source);
    }

    [Fact]
    public async Task A_cancelled_run_ends_the_execution()
    {
        await using var replayer = await Deployment.StartAsync(emulators);
        await replayer.Source.PutAsync(10);
        await replayer.InvokeAsync(Dispatch(replayer));
        await replayer.InvokeAsync("cancel");
        var machine = await ReplayMachine.OnAsync(replayer);

        var failure = await Should.ThrowAsync<StateFailure>(() => machine.RunAsync(replayer.Request()));

        failure.Error.ShouldBe("EventRecovery.ReplayCancelled");
        (await replayer.RecoveredAsync()).Events.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_run_that_may_not_write_enough_fails_with_its_shards_saved()
    {
        await using var replayer = await Deployment.StartAsync(emulators);
        await replayer.Source.PutAsync(500);
        var request = replayer.Request();
        request["limits"]!["maxWriteUnits"] = 1;
        var machine = await ReplayMachine.OnAsync(replayer);

        var failure = await Should.ThrowAsync<StateFailure>(() => machine.RunAsync(request));

        failure.Error.ShouldBe("EventRecovery.ReplayFailed");
        failure.Cause.ShouldContain("maxWriteUnits");
    }

    private static JsonObject Dispatch(Deployment replayer)
    {
        var request = replayer.Request();
        request["action"] = "dispatch";
        return request;
    }
}
