using System.Text;
using EventRecovery.Recalculation;
using EventRecovery.Replay.Requests;
using EventRecovery.Streams;
using EventRecovery.Validation;
using static EventRecovery.Replay.SomeShards;

namespace EventRecovery.Replay;

public class ReplayRequestTests
{
    private const string Whole = """
        { "runId": "pricing-bug", "stream": "event_stream",
          "from": "2026-11-22T08:00:00Z", "to": "2026-11-22T10:30:00+01:00",
          "version": "rate-adjustment/2", "mode": "replay", "sample": 0.05,
          "limits": { "recordsPerSecondPerShard": 400, "maxWriteUnits": 100000 } }
        """;

    [Fact]
    public void A_new_run_is_defined_by_its_fields()
    {
        var request = Read(Whole).Request.ShouldNotBeNull();

        request.Action.ShouldBe(ReplayAction.Run);
        request.RunId.ShouldBe(new RunId("pricing-bug"));
        request.Definition.ShouldBe(
            new RunDefinition(
                new StreamName("event_stream"),
                Window,
                new RecalculationVersion("rate-adjustment", 2),
                ReplayMode.Replay,
                Sample: 0.05m
            )
            {
                Limits = new ReplayLimits { RecordsPerSecondPerShard = 400, MaxWriteUnits = 100_000 },
            }
        );
    }

    [Fact]
    public void Only_the_run_id_takes_a_run_up_again() =>
        Read("""{"runId":"pricing-bug"}""")
            .Request.ShouldBe(new ReplayRequest(ReplayAction.Run, new RunId("pricing-bug")));

    [Fact]
    public void A_resume_may_change_one_limit_and_keep_the_other()
    {
        var change = Read("""{"runId":"a","limits":{"maxWriteUnits":5}}""").Request!.Limits!;

        change
            .ApplyTo(new ReplayLimits { RecordsPerSecondPerShard = 7 })
            .ShouldBe(new ReplayLimits { RecordsPerSecondPerShard = 7, MaxWriteUnits = 5 });
    }

    [Fact]
    public void A_plan_needs_no_run_id() =>
        Read(
            """{"stream":"s","from":"2026-11-22T08:00:00Z","to":"2026-11-22T09:30:00Z","version":"v/1","mode":"plan"}"""
        )
            .Request.ShouldNotBeNull()
            .IsPlan.ShouldBeTrue();

    [Theory]
    [InlineData("run", ReplayAction.Run)]
    [InlineData("dispatch", ReplayAction.Dispatch)]
    [InlineData("verify", ReplayAction.Verify)]
    [InlineData("status", ReplayAction.Status)]
    [InlineData("cancel", ReplayAction.Cancel)]
    public void Actions_take_the_run_by_its_id(string name, ReplayAction action) =>
        Read($$"""{"action":"{{name}}","runId":"a"}""").Request.ShouldBe(new ReplayRequest(action, new RunId("a")));

    [Fact]
    public void A_worker_takes_one_shard_of_a_run() =>
        Read("""{"runId":"a","shard":"shardId-000000000007"}""")
            .Request.ShouldBe(new ReplayRequest(ReplayAction.Run, new RunId("a"), Shard: Id(7)));

    [Fact]
    public void Every_mistake_is_reported_at_once_with_what_to_write()
    {
        var reading = Read(
            """
            { "runId": "pricing bug", "stream": "event_stream", "from": "2026-11-22 25:00", "to": "2026-11-22T09:30:00Z",
              "version": 2, "mode": "repaly", "sample": 5, "limts": {}, "limits": { "maxWriteUnit": 3, "recordsPerSecondPerShard": 0 } }
            """
        );

        reading.IsValid.ShouldBeFalse();
        reading
            .Problems.Select(problem => problem.ToString())
            .ShouldBe(
                [
                    "limits.recordsPerSecondPerShard 0 is out of range; write a whole number from 1 to 1000000",
                    "limits.maxWriteUnit is not a field; did you mean maxWriteUnits?",
                    "mode \"repaly\" is not a choice; did you mean replay?",
                    "from \"2026-11-22 25:00\" is not a time; write RFC 3339, e.g. 2026-11-22T08:00:00Z",
                    "version 2 is not a text; write it in quotes",
                    "sample 5 is not a share; write a number above 0 and up to 1, e.g. 0.05 for 5 %",
                    "runId \"pricing bug\" is not a run id; write 1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-', e.g. pricing-bug",
                    "limts is not a field; did you mean limits?",
                ],
                ignoreOrder: true
            );
    }

    [Fact]
    public void A_window_that_ends_before_it_begins_is_refused() =>
        Problems(Whole.Replace("10:30:00+01:00", "07:00:00Z")).ShouldBe(["to is before from; write a later time"]);

    [Fact]
    public void A_half_defined_run_says_what_is_missing()
    {
        var problems = Read("""{"stream":"event_stream"}""").Problems;

        problems.Select(problem => problem.Field).ShouldBe(["from", "to", "version", "runId"], ignoreOrder: true);
        problems.ShouldAllBe(problem => problem.Wrong == "is missing");
    }

    [Fact]
    public void A_trial_says_what_it_compares_with_and_must_show()
    {
        var reading = Read(
            """
            {"runId":"t","stream":"s","from":"2026-11-22T08:00:00Z","to":"2026-11-22T09:00:00Z","version":"a/1","mode":"trial","sample":0.05,
             "baseline":"run:pricing-bug","compare":[{"path":"/total","absolute":0.01},{"path":"/seen","ignore":true}],
             "gates":{"maxChangedRate":0.01,"maxGone":0,"minSample":100}}
            """
        );

        var trial = reading.Request!.Definition!.Trial!;
        trial.Baseline.ShouldBe("run:pricing-bug");
        trial.Compare.ShouldBe([new PathRule("/total", Absolute: 0.01), new PathRule("/seen", Ignore: true)]);
        trial.Gates.ShouldBe(new TrialGates(MaxChangedRate: 0.01, MaxGone: 0, MinSample: 100));
        ReplayRequestReader.Read(ReplayRequestWriter.Write(reading.Request)).Request.ShouldBe(reading.Request);
    }

    [Fact]
    public void Every_mistake_in_a_trial_is_told_at_once() =>
        Read(
            """
            {"runId":"t","stream":"s","from":"2026-11-22T08:00:00Z","to":"2026-11-22T09:00:00Z","version":"a/1","mode":"trial",
             "baseline":"somewhere","compare":[{"path":"total"},{"absolut":1}],"gates":{"maxChangedRate":2,"maxGon":0},"after":"x"}
            """
        )
            .Problems.Select(problem => problem.Field)
            .ShouldBe(
                [
                    "after",
                    "baseline",
                    "compare[0].path",
                    "compare[1].absolut",
                    "compare[1].path",
                    "gates.maxGon",
                    "gates.maxChangedRate",
                ],
                ignoreOrder: true
            );

    [Fact]
    public void An_approval_says_who_and_why()
    {
        Read("""{"runId":"t","action":"approve"}""").Problems.Select(one => one.Field).ShouldBe(["by", "why"]);
        Read("""{"runId":"t","action":"approve","by":"ann","why":"seen"}""")
            .Request!.Approval.ShouldBe(new ApprovalText("ann", "seen"));
    }

    [Fact]
    public void A_worker_cannot_define_a_run() =>
        Problems(Whole.Replace("{ \"runId\"", "{ \"shard\": \"shardId-1\", \"runId\""))
            .ShouldHaveSingleItem()
            .ShouldBe("shard takes a run that exists; write only runId and shard");

    [Fact]
    public void What_an_action_does_not_use_is_refused_rather_than_ignored() =>
        Problems("""{"action":"cancel","runId":"a","shard":"x","mode":"plan"}""").Count.ShouldBeGreaterThanOrEqualTo(2);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"runId":"a","runId":"b"}""")]
    public void What_is_no_request_is_refused_as_a_whole(string json) =>
        Read(json).Problems.ShouldHaveSingleItem().Field.ShouldBe("");

    [Theory]
    [InlineData(Whole)]
    [InlineData("""{"runId":"a","limits":{"maxWriteUnits":5}}""")]
    [InlineData("""{"runId":"a","shard":"shardId-000000000007"}""")]
    [InlineData("""{"action":"cancel","runId":"a"}""")]
    public void What_is_written_reads_back_the_same(string json)
    {
        var request = Read(json).Request!;

        var again = ReplayRequestReader.Read(ReplayRequestWriter.Write(request)).Request!;

        again.ShouldBe(request);
    }

    private static RequestReading Read(string json) => ReplayRequestReader.Read(Encoding.UTF8.GetBytes(json));

    private static List<string> Problems(string json) => [.. Read(json).Problems.Select(problem => problem.ToString())];
}
