using System.Text.Json;

namespace EventRecovery.Cli.Tests.Commands;

public sealed class TrialTests
{
    private const string Held = """
        {"runId":"try-2","state":"complete","version":"rate-adjustment/2","from":"2026-11-22T08:00:00Z","to":"2026-11-22T09:00:00Z",
         "shards":[{"id":"shardId-000000000000","stage":"done"}],"counts":{"recovered":10},"messages":[],
         "trial":{"verdict":"hold","reason":"Hold: maxChangedRate allows 1 %, and it is up to 20 %.","baseline":"results of pricing-bug",
          "gates":[{"name":"minSample","limit":1,"value":10,"passed":true},{"name":"maxChangedRate","limit":0.01,"value":0.2,"passed":false}],
          "worst":[{"id":"e1","at":"2026-11-22T08:00:00Z","key":"k","path":"/total","before":"10","after":"12"}],
          "violations":[{"id":"e2","code":"not-deterministic","message":"rate-adjustment/2 gave another result when it ran again on the same event."}],
          "goneIds":["e3"]}}
        """;

    private const string UnderWay = """
        {"runId":"try-2","state":"continues","version":"rate-adjustment/2","from":"2026-11-22T08:00:00Z","to":"2026-11-22T09:00:00Z",
         "shards":[{"id":"shardId-000000000000","stage":"ready","readUpTo":"2026-11-22T08:30:00Z"}],"counts":{"recovered":5},"messages":[]}
        """;

    private static readonly string[] Window =
    [
        "--run",
        "try-2",
        "--stream",
        "event_stream",
        "--from",
        "08:00",
        "--to",
        "09:00",
        "--version",
        "rate-adjustment/2",
    ];

    [Fact]
    public async Task The_status_of_a_trial_that_is_held_names_the_guilty()
    {
        var cli = new Cli();
        cli.Replayer.Answers(Held);

        await cli.StartAsync(["status", "try-2"], TestContext.Current.CancellationToken);

        cli.Transcript.ShouldMatchSnapshot("status-trial-held");
    }

    [Fact]
    public async Task Into_a_pipe_a_trial_tells_its_verdict_once_and_last()
    {
        var cli = new Cli();
        cli.Replayer.Answers(UnderWay).Answers(Held);

        await cli.StartAsync(["trial", .. Window], TestContext.Current.CancellationToken);

        cli.Transcript.ShouldMatchSnapshot("trial-held-pipe");
    }

    [Fact]
    public async Task Flags_make_the_request_of_a_trial()
    {
        var cli = new Cli();
        cli.Replayer.Answers(Held);
        string[] flags =
        [
            "--sample",
            "0.05",
            "--baseline",
            "run:pricing-bug",
            "--tolerance",
            "/total=1%",
            "--ignore",
            "/at",
            "--max-changed-rate",
            "0.01",
        ];

        await cli.StartAsync(["trial", .. Window, .. flags], TestContext.Current.CancellationToken);

        using var request = JsonDocument.Parse(cli.Replayer.Requests[0]);
        request.RootElement.GetProperty("mode").GetString().ShouldBe("trial");
        request.RootElement.GetProperty("baseline").GetString().ShouldBe("run:pricing-bug");
        request
            .RootElement.GetProperty("compare")
            .GetRawText()
            .ShouldBe("""[{"path":"/total","relative":0.01},{"path":"/at","ignore":true}]""");
        request.RootElement.GetProperty("gates").GetRawText().ShouldBe("""{"maxChangedRate":0.01}""");
    }

    [Fact]
    public async Task Known_differences_and_every_gate_are_flags()
    {
        var cli = new Cli();
        cli.Replayer.Answers(Held);
        string[] flags =
        [
            "--known",
            "/total=new-rate",
            "--max-changed-rate=0.01",
            "--max-new-rate=0.02",
            "--max-gone=3",
            "--max-anomaly-rate=0.04",
            "--max-rejected-rate=0.05",
            "--max-violations=6",
            "--max-conflicts=7",
            "--min-sample=8",
        ];

        await cli.StartAsync(["trial", .. Window, .. flags], TestContext.Current.CancellationToken);

        using var request = JsonDocument.Parse(cli.Replayer.Requests[0]);
        request.RootElement.GetProperty("compare").GetRawText().ShouldBe("""[{"path":"/total","known":"new-rate"}]""");
        request
            .RootElement.GetProperty("gates")
            .GetRawText()
            .ShouldBe(
                """{"maxChangedRate":0.01,"maxNewRate":0.02,"maxGone":3,"maxAnomalyRate":0.04,"maxRejectedRate":0.05,"maxViolations":6,"maxConflicts":7,"minSample":8}"""
            );
    }

    [Theory]
    [InlineData("--known", "/total")]
    [InlineData("--tolerance", "/total=much")]
    [InlineData("--tolerance", "=1")]
    public async Task A_rule_that_is_no_rule_is_refused(string option, string value)
    {
        var cli = new Cli();

        await cli.StartAsync(["trial", .. Window, option, value], TestContext.Current.CancellationToken);

        cli.ExitCode.ShouldBe(ExitCode.CannotRun);
        cli.Error.ShouldStartWith($"error: {option} {value} is not PATH=");
        cli.Replayer.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_approval_says_who_and_why()
    {
        var cli = new Cli();
        cli.Replayer.Answers(Held);
        cli.Variables["USER"] = "ann";

        await cli.StartAsync(["approve", "try-2", "--why", "seen"], TestContext.Current.CancellationToken);

        cli.Replayer.Requests[0].ShouldBe("""{"action":"approve","runId":"try-2","by":"ann","why":"seen"}""");
    }
}
