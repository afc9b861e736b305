using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventRecovery.Archive;
using EventRecovery.Audit;
using EventRecovery.Audit.Findings;
using EventRecovery.Replayer.Tests.Stack;
using EventRecovery.Streams;

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

    [Fact]
    public async Task Workers_replay_only_the_findings()
    {
        await using var replayer = await Deployment.StartAsync(emulators);
        await Reshards.PutAcrossAsync(replayer.Source, eachTime: 50);
        var wanted = replayer.Source.Ids.Where((_, at) => at % 50 is 7 or 8).ToList();
        await replayer.Objects.PutAsync("findings.jsonl", await FindingsAsync(replayer, wanted), Token);
        var request = replayer.Request();
        request["only"] = "findings.jsonl";
        var machine = await ReplayMachine.OnAsync(replayer);

        var output = await machine.RunAsync(request);

        ((string)output["state"]!).ShouldBe("complete");
        var recovered = await replayer.RecoveredAsync();
        recovered.Events.Select(one => one.Id).Order().ShouldBe(wanted.Order());
        var plan = await replayer.InvokeAsync(Planned(request));
        $"{plan.Json["messages"]}".ShouldContain($"Only {wanted.Count} findings are processed");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Workers_read_the_archive_before_the_stream(bool onlyFindings)
    {
        await using var replayer = await Deployment.StartAsync(emulators);
        await Reshards.PutAcrossAsync(replayer.Source, eachTime: 50);
        var writer = new ArchiveWriter(replayer.Objects, "archive");
        foreach (var batch in await replayer.Source.ReadAsync())
        {
            await writer.WriteAsync(batch, Token);
        }

        await replayer.Source.PutAsync(50);
        var wanted = replayer.Source.Ids.Where((_, at) => at % 25 == 3).ToList();
        var request = replayer.Request();
        request["archive"] = "archive";
        request["seam"] = await SeamAsync(replayer, firstOnStream: 200);
        if (onlyFindings)
        {
            await replayer.Objects.PutAsync("findings.jsonl", await FindingsAsync(replayer, wanted), Token);
            request["only"] = "findings.jsonl";
        }

        var workers = new ConcurrentQueue<string>();
        var machine = await ReplayMachine.OnAsync(
            replayer,
            payload =>
            {
                if ((string?)payload["shard"] is { } shard)
                {
                    workers.Enqueue(shard);
                }
            }
        );

        var output = await machine.RunAsync(request);

        ((string)output["state"]!).ShouldBe("complete");
        var recovered = await replayer.RecoveredAsync();
        recovered.Copies.ShouldBe(0);
        workers.Take(2).Order().ShouldBe(["archive-000000000000", "archive-000000000001"]);
        if (onlyFindings)
        {
            recovered.Events.Select(one => one.Id).Order().ShouldBe(wanted.Order());
        }
        else
        {
            recovered.ShouldBeAllOf(replayer.Source);
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static JsonObject Planned(JsonObject request)
    {
        var plan = request.DeepClone().AsObject();
        plan["mode"] = "plan";
        return plan;
    }

    /// <summary>When the first event arrived that is to come from the stream.</summary>
    private static async Task<string> SeamAsync(Deployment replayer, int firstOnStream)
    {
        var first = replayer.Source.Ids[firstOnStream];
        var arrived = (await replayer.Source.ReadAsync())
            .SelectMany(batch => batch.Records)
            .First(record => IdOf(record) == first)
            .ArrivedAt;
        return $"{arrived.UtcDateTime:O}";
    }

    private static async Task<byte[]> FindingsAsync(Deployment replayer, List<string> wanted)
    {
        using var file = new MemoryStream();
        await using (var writer = new FindingWriter(file))
        {
            foreach (var batch in await replayer.Source.ReadAsync())
            {
                foreach (var record in batch.Records.Where(record => wanted.Contains(IdOf(record))))
                {
                    var finding = new Finding(IdOf(record), Verdict.Missing, "It was not processed.")
                    {
                        Source = batch.Stream.Value,
                        Shard = batch.Shard,
                        Position = new RecordPosition(record.Sequence),
                        ArrivedAt = record.ArrivedAt,
                    };
                    await writer.AddAsync(finding, Token);
                }
            }
        }

        return file.ToArray();
    }

    private static string IdOf(StreamRecord record)
    {
        using var json = JsonDocument.Parse(record.Data);
        return json.RootElement.GetProperty("id").GetString()!;
    }

    private static JsonObject Dispatch(Deployment replayer)
    {
        var request = replayer.Request();
        request["action"] = "dispatch";
        return request;
    }
}
