using System.Text.Json;

namespace EventRecovery.Cli.Tests.Commands;

public sealed class ReplayTests
{
    private const string Planned = """
        {"state":"planned","from":"2026-11-22T08:00:00Z","to":"2026-11-22T09:30:00Z","ready":["shardId-000000000000"],
         "shards":[{"id":"shardId-000000000000","stage":"ready"},
                   {"id":"shardId-000000000001","stage":"waiting","waitsFor":["shardId-000000000000"]},
                   {"id":"shardId-000000000002","stage":"waiting","waitsFor":["shardId-000000000000"]}],
         "counts":{"records":0},"expiresAt":"2026-11-22T12:42:00Z",
         "estimate":{"sampledPages":40,"records":5200000,"bytes":1600000000,"minutes":86.7,"recordsPerSecondPerShard":1000,
          "bounds":[{"limit":"shardRecords","minutes":86.7},{"limit":"shardBytes","minutes":33.3},{"limit":"tableWrites","minutes":0.1}],
          "readShare":0.4,"getRecordsCalls":540,"putRecordsCalls":10400,"writeUnits":124000,"readUnits":1200,"checkpointWrites":270,
          "dollars":0.3421,"region":"us-east-1","pricesRead":"2026-11-22",
          "costs":[{"name":"dynamoDbWriteUnits","quantity":124000,"dollars":0.0775},
                   {"name":"dynamoDbReadUnits","quantity":1200,"dollars":0.00015},
                   {"name":"kinesisPutPayloadUnits","quantity":5200000,"dollars":0.0728},
                   {"name":"kinesisLongTermRetrievalGigabytes","quantity":0,"dollars":0},
                   {"name":"lambdaGigabyteSeconds","quantity":11000,"dollars":0.19},
                   {"name":"lambdaRequests","quantity":7,"dollars":0.0000014},
                   {"name":"stepFunctionsTransitions","quantity":14,"dollars":0.00035}]},
         "messages":["The window ends in the future."],"somethingNew":{"a":1}}
        """;

    private const string UnderWay = """
        {"runId":"pricing-bug","state":"continues","version":"rate-adjustment/2","attempt":1,
         "from":"2026-11-22T08:00:00Z","to":"2026-11-22T09:00:00Z",
         "shards":[{"id":"shardId-000000000000","stage":"done"},
                   {"id":"shardId-000000000001","stage":"leased","readUpTo":"2026-11-22T08:30:00Z"},
                   {"id":"shardId-000000000002","stage":"waiting","waitsFor":["shardId-000000000001"]},
                   {"id":"shardId-000000000003","stage":"failed","failure":"access denied"},
                   {"id":"shardId-000000000004","stage":"afterWindow"}],
         "counts":{"records":5000,"recovered":4980,"duplicates":12,"redelivered":3,"parked":5},"messages":[]}
        """;

    private const string Complete = """
        {"runId":"pricing-bug","state":"complete","version":"rate-adjustment/2","from":"2026-11-22T08:00:00Z","to":"2026-11-22T09:00:00Z",
         "shards":[{"id":"shardId-000000000000","stage":"done"}],"counts":{"recovered":10},"messages":[]}
        """;

    private static readonly string[] Request =
    [
        "--stream",
        "event_stream",
        "--from",
        "08:00",
        "--to",
        "2026-11-22T09:30:00Z",
        "--version",
        "rate-adjustment/2",
    ];

    [Fact]
    public async Task A_plan_says_what_would_be_done()
    {
        var replayer = new FakeReplayer().Answers(Planned);

        (await RunAsync(replayer, ["plan", .. Request])).Transcript.ShouldMatchSnapshot("plan");
        replayer.Requests.ShouldBe([
            """{"stream":"event_stream","from":"2026-11-22T08:00:00Z","to":"2026-11-22T09:30:00Z","version":"rate-adjustment/2","mode":"plan"}""",
        ]);
    }

    [Fact]
    public async Task A_plan_that_outlasts_the_retention_says_so()
    {
        var slow = Planned.Replace("\"minutes\":86.7,\"rec", "\"minutes\":250,\"rec", StringComparison.Ordinal);
        var late = Planned.Replace("T12:42", "T09:29", StringComparison.Ordinal);

        (await RunAsync(new FakeReplayer().Answers(slow), ["plan", .. Request])).Output.ShouldContain(
            "in 3 h 12 min, at 2026-11-22 12:42:00Z, before the run is through"
        );
        (await RunAsync(new FakeReplayer().Answers(late), ["plan", .. Request])).Output.ShouldContain(
            "events of the window are leaving the stream now"
        );
    }

    [Theory]
    [InlineData(
        """{"limit":"shardBytes","minutes":50},{"limit":"shardRecords","minutes":20}""",
        "0.8 MB/s a shard, 40 % of what it gives, which no option raises"
    )]
    [InlineData(
        """{"limit":"shardRecords","minutes":50},{"limit":"shardBytes","minutes":48}""",
        "raising one alone brings little"
    )]
    [InlineData(
        """{"limit":"workers","minutes":50},{"limit":"shardRecords","minutes":20}""",
        "maxConcurrency of the state machine and ReplayerConcurrency of the stack would make it about 20 min"
    )]
    [InlineData(
        """{"limit":"recoveredStream","minutes":50},{"limit":"shardRecords","minutes":20}""",
        "more of them would make it about 20 min"
    )]
    [InlineData(
        """{"limit":"tableWrites","minutes":50},{"limit":"shardRecords","minutes":0}""",
        "a higher quota of the table would make it a few seconds"
    )]
    public async Task A_plan_says_what_limits_it_and_what_raising_that_would_bring(string bounds, string says) =>
        (await PlanAsync(bounds)).ShouldContain(says);

    [Theory]
    [InlineData("")]
    [InlineData("""{"limit":"shardRecords","minutes":86.7}""")]
    [InlineData("""{"limit":"somethingNew","minutes":86.7},{"limit":"shardRecords","minutes":3}""")]
    public async Task A_plan_says_nothing_of_limits_that_it_does_not_know(string bounds) =>
        (await PlanAsync(bounds)).ShouldNotContain("Limit ");

    [Fact]
    public async Task What_limits_a_replay_of_seconds_is_not_told()
    {
        var brief = Planned.Replace("\"minutes\":86.7,\"rec", "\"minutes\":0.9,\"rec", StringComparison.Ordinal);

        (await RunAsync(new FakeReplayer().Answers(brief), ["plan", .. Request])).Output.ShouldNotContain("Limit ");
    }

    private static async Task<string> PlanAsync(string bounds)
    {
        var start = Planned.IndexOf("\"bounds\":[", StringComparison.Ordinal) + "\"bounds\":[".Length;
        var end = Planned.IndexOf(']', start);
        var answer = Planned[..start] + bounds + Planned[end..];
        return (await RunAsync(new FakeReplayer().Answers(answer), ["plan", .. Request])).Output;
    }

    [Fact]
    public async Task Machines_get_the_answer_of_the_Replayer_whole()
    {
        var cli = await RunAsync(new FakeReplayer().Answers(Planned), ["plan", .. Request, "--json"]);

        JsonDocument.Parse(cli.Output).RootElement.GetProperty("somethingNew").GetRawText().ShouldBe("""{"a":1}""");
    }

    [Fact]
    public async Task Every_mistake_of_a_request_is_told_at_once_and_nothing_is_called()
    {
        var replayer = new FakeReplayer();

        var cli = await RunAsync(
            replayer,
            ["replay", "--run", "pricing bug", "--stream", "s", "--from", "25:00", "--to", "tomorrow", "--rate", "0"]
        );

        cli.Transcript.ShouldMatchSnapshot("replay-with-mistakes");
        cli.ExitCode.ShouldBe(ExitCode.CannotRun);
        replayer.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_replay_is_taken_up_until_it_is_complete()
    {
        var replayer = new FakeReplayer().Answers(UnderWay).Answers(Complete);

        var cli = await RunAsync(replayer, ["replay", "--run", "pricing-bug", .. Request, "--max-write-units", "100"]);

        cli.Transcript.ShouldMatchSnapshot("replay");
        replayer
            .Requests.Where(request => !request.Contains("status"))
            .ShouldBe([
                """{"runId":"pricing-bug","stream":"event_stream","from":"2026-11-22T08:00:00Z","to":"2026-11-22T09:30:00Z","version":"rate-adjustment/2","limits":{"maxWriteUnits":100}}""",
                """{"runId":"pricing-bug"}""",
            ]);
    }

    [Fact]
    public async Task A_request_may_come_from_a_file()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, """{"runId":"pricing-bug"}""", TestContext.Current.CancellationToken);
            var replayer = new FakeReplayer().Answers(Complete);
            (await RunAsync(replayer, ["replay", "--request", file])).ExitCode.ShouldBe(ExitCode.Ok);
            replayer.Requests[0].ShouldBe("""{"runId":"pricing-bug"}""");

            (await RunAsync(replayer, ["replay", "--request", file, "--run", "a"])).ExitCode.ShouldBe(
                ExitCode.CannotRun
            );
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task What_the_Replayer_refuses_is_told_line_by_line()
    {
        var replayer = new FakeReplayer().Answers(
            """{"errorType":"RunRefusedException","errorMessage":"The run pricing-bug exists and reads another window."}""",
            isError: true
        );

        var cli = await RunAsync(replayer, ["replay", "--run", "pricing-bug", .. Request]);

        cli.Transcript.ShouldMatchSnapshot("replay-refused");
        cli.ExitCode.ShouldBe(ExitCode.CannotRun);
    }

    [Fact]
    public async Task A_failed_run_is_something_wrong()
    {
        var failed = UnderWay.Replace("continues", "failed", StringComparison.Ordinal);

        var cli = await RunAsync(new FakeReplayer().Answers(failed), ["status", "pricing-bug"]);

        cli.Transcript.ShouldMatchSnapshot("status-failed");
        cli.ExitCode.ShouldBe(ExitCode.FoundWrong);
    }

    [Fact]
    public async Task A_run_is_cancelled_by_its_name()
    {
        var replayer = new FakeReplayer().Answers(Complete.Replace("complete", "cancelled", StringComparison.Ordinal));

        (await RunAsync(replayer, ["cancel", "pricing-bug"])).ExitCode.ShouldBe(ExitCode.Ok);
        replayer.Requests.ShouldBe(["""{"runId":"pricing-bug","action":"cancel"}"""]);
    }

    [Fact]
    public async Task A_run_is_watched_until_it_ends() =>
        (await RunAsync(new FakeReplayer().Answers(Complete), ["watch", "pricing-bug"])).Transcript.ShouldMatchSnapshot(
            "watch"
        );

    [Fact]
    public async Task A_run_that_nobody_works_on_says_since_when_and_what_to_do()
    {
        var idle = UnderWay
            .Replace("continues", "running", StringComparison.Ordinal)
            .Replace("leased", "ready", StringComparison.Ordinal)
            .Replace("\"attempt\":1", "\"attempt\":1,\"idleSince\":\"2026-11-22T09:12:00Z\"", StringComparison.Ordinal);

        var watched = await RunAsync(new FakeReplayer().Answers(idle).Answers(Complete), ["watch", "pricing-bug"]);

        watched.Transcript.ShouldMatchSnapshot("watch-idle");
        (await RunAsync(new FakeReplayer().Answers(idle), ["status", "pricing-bug"])).Output.ShouldContain(
            "Nobody has worked on it since 2026-11-22 09:12:00Z, for 18 min 0 s. To go on: recover replay --run pricing-bug"
        );
    }

    [Fact]
    public async Task Into_a_pipe_a_message_is_told_once_and_who_works_on_a_shard_is_not()
    {
        var told = UnderWay.Replace(
            "\"messages\":[]",
            """
            "messages":["The window ends in the future.",
             "shardId-000000000001 is worked on by pricing-bug-00000000000000000000000000000001, until 2026-11-22T09:31:00.0000000Z at least."]
            """,
            StringComparison.Ordinal
        );
        var replayer = new FakeReplayer().Answers(told).Answers(told).Answers(Complete);

        (await RunAsync(replayer, ["watch", "pricing-bug"])).Transcript.ShouldMatchSnapshot("watch-pipe");
    }

    [Fact]
    public async Task Ctrl_C_leaves_the_run_safe()
    {
        using var interrupt = new CancellationTokenSource();
        await interrupt.CancelAsync();
        var cli = new Cli { Replayer = new FakeReplayer().Answers(UnderWay) };

        await cli.StartAsync(["watch", "pricing-bug"], interrupt.Token);

        cli.ExitCode.ShouldBe(ExitCode.Interrupted);
        cli.Error.ShouldContain("Come back with: recover watch pricing-bug");
    }

    [Fact]
    public async Task Without_runs_the_list_says_so() =>
        (await RunAsync(new FakeReplayer(), ["runs", "--table", "t"])).Transcript.ShouldMatchSnapshot("runs-none");

    private static async Task<Cli> RunAsync(FakeReplayer replayer, string[] arguments)
    {
        var cli = new Cli { Replayer = replayer };
        await cli.StartAsync(arguments, TestContext.Current.CancellationToken);
        return cli;
    }
}
