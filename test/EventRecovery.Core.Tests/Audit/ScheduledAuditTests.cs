using System.Text;
using System.Text.Json;
using EventRecovery.Audit.Reading;
using EventRecovery.Audit.Scheduled;
using EventRecovery.Configuration;
using EventRecovery.Events;
using EventRecovery.Json;
using EventRecovery.Parking;
using EventRecovery.Recalculation;
using EventRecovery.Replay;
using EventRecovery.Replay.Requests;
using EventRecovery.Streams;
using EventRecovery.Testing.Audit;
using EventRecovery.Testing.Objects;
using EventRecovery.Testing.Parking;
using EventRecovery.Testing.Streams;
using EventRecovery.Testing.Time;

namespace EventRecovery.Audit;

public sealed class ScheduledAuditTests : IDisposable
{
    private static readonly DateTimeOffset Eight = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);
    private static readonly StreamName Source = new("event_stream");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("eventrecovery-scheduled-");
    private readonly VirtualTime time = new(Eight);
    private readonly InMemoryKinesis kinesis;
    private readonly InMemoryObjectStore objects = new();
    private readonly InMemoryCompletenessLedger ledger = new();
    private readonly InMemoryParking parking = new();

    public ScheduledAuditTests()
    {
        kinesis = new InMemoryKinesis(time);
        kinesis.CreateStream(Source, 2);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task The_last_full_window_is_audited_noted_and_its_findings_kept()
    {
        await ConsumeAsync();

        var outcome = await Audit().RunAsync(AuditOrder.Read("{}"u8.ToArray()), Cancelled);

        outcome.Report.Scope.Window.ShouldBe(new ReplayWindow(Eight, Eight.AddHours(1)));
        outcome.Report.Counts[Verdict.Missing].ShouldBe(3);
        outcome.Report.Counts[Verdict.Ok].ShouldBe(57);
        outcome.Findings.ShouldBe("audits/hourly/20261122T080000Z.jsonl");
        var findings = Encoding.UTF8.GetString((await objects.GetAsync(outcome.Findings!, Cancelled))!);
        findings.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(3);
        outcome.LeavesAt.ShouldBe(Eight.AddDays(1), "the first finding arrived at eight");
        var noted = new List<long>();
        await foreach (var entry in ledger.ListAsync("hourly", outcome.Report.Scope.Window, Cancelled))
        {
            noted.Add(entry.Missing);
        }

        noted.Sum().ShouldBe(3);
    }

    [Fact]
    public async Task The_answer_says_what_to_do()
    {
        await ConsumeAsync();
        var outcome = await Audit().RunAsync(new AuditOrder(null, null), Cancelled);

        var answer = JsonDocument.Parse(AuditOutcomeWriter.Write(outcome)).RootElement;

        answer.GetProperty("ok").GetBoolean().ShouldBeFalse();
        answer.GetProperty("counts").GetProperty("missing").GetInt32().ShouldBe(3);
        answer
            .GetProperty("messages")[0]
            .GetString()!
            .ShouldStartWith("The oldest finding leaves the stream at 2026-11-23T08:00:00");
    }

    [Fact]
    public async Task An_event_that_was_parked_is_missing_for_the_reason_that_it_was_parked_for()
    {
        await ConsumeAsync();
        await parking.ParkAsync([Parked("e25", "recalculation-threw")], Cancelled);

        var outcome = await Audit().RunAsync(new AuditOrder(null, null), Cancelled);

        var findings = Encoding.UTF8.GetString((await objects.GetAsync(outcome.Findings!, Cancelled))!);
        findings
            .Split('\n')
            .Single(line => line.Contains("\"e25\"", StringComparison.Ordinal))
            .ShouldContain("it is parked: recalculation-threw");
        var answer = JsonDocument.Parse(AuditOutcomeWriter.Write(outcome)).RootElement;
        answer
            .GetProperty("causes")
            .EnumerateArray()
            .Select(cause => cause.GetString()!)
            .ShouldContain(cause => cause.StartsWith("1 missing by crash", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_window_that_was_recovered_long_after_is_asked_for_again_and_noted_as_complete()
    {
        var recovered = new StreamName("recovered_events");
        kinesis.CreateStream(recovered, 1);
        await ConsumeAsync();
        var first = await Audit("s3://logs/results", "stream:recovered_events").RunAsync(new(null, null), Cancelled);
        time.Advance(TimeSpan.FromHours(9));
        foreach (var minute in new[] { 0, 25, 50 })
        {
            var data = FormattableString.Invariant(
                $$"""{"id":"e{{minute}}","timestamp":"{{Eight.AddMinutes(minute):O}}","recalculated_value":11,"recovery":{"run":"tonight"} }"""
            );
            kinesis.Put(recovered, "k", Encoding.UTF8.GetBytes(data));
        }

        time.Advance(TimeSpan.FromMinutes(1));
        var again = await Audit("s3://logs/results", "stream:recovered_events")
            .RunAsync(new(first.Report.Scope.Window, null), Cancelled);

        first.Report.Counts[Verdict.Missing].ShouldBe(3);
        (again.Report.Ok, again.Report.Recovered.Count, again.Findings).ShouldBe((true, 3, null));
        var answer = JsonDocument.Parse(AuditOutcomeWriter.Write(again)).RootElement;
        answer.GetProperty("recovered").GetInt32().ShouldBe(3);
        answer.GetProperty("messages")[0].GetString()!.ShouldStartWith("3 of the right events were recovered, from");
        await foreach (var entry in ledger.ListAsync("hourly", first.Report.Scope.Window, Cancelled))
        {
            entry.Missing.ShouldBe(0);
        }
    }

    [Fact]
    public async Task A_window_of_which_something_may_still_arrive_is_refused_rather_than_waited_for()
    {
        var window = new ReplayWindow(Eight.AddHours(-1), Eight.AddMinutes(-4));

        var refused = await Should.ThrowAsync<RequestInvalidException>(() =>
            Audit().RunAsync(new AuditOrder(window, null), Cancelled)
        );

        refused.Problems.Single().ToString().ShouldStartWith("to asks for what may arrive until 2026-11-22T08:01:00");
    }

    [Fact]
    public void Windows_of_a_schedule_neither_overlap_nor_leave_gaps()
    {
        var audit = Audit();
        var windows = Enumerable
            .Range(0, 5)
            .Select(hour => audit.LastFull(Eight.AddHours(hour).AddMinutes(6 + hour)))
            .ToList();

        windows.Zip(windows.Skip(1)).ShouldAllBe(pair => pair.First.To == pair.Second.From);
        audit
            .LastFull(Eight.AddMinutes(4))
            .To.ShouldBe(Eight.AddHours(-1), "what is not due yet waits for the next audit");
    }

    [Theory]
    [InlineData("""{"source":"aws.events","detail-type":"Scheduled Event","time":"2026-11-22T09:00:00Z"}""", true)]
    [InlineData("""{"from":"2026-11-22T08:00:00Z","to":"2026-11-22T08:30:00Z"}""", false)]
    public void An_order_comes_from_a_schedule_or_from_a_person(string json, bool scheduled) =>
        (AuditOrder.Read(Encoding.UTF8.GetBytes(json)).Window is null).ShouldBe(scheduled);

    [Fact]
    public void An_order_with_mistakes_names_them_all() =>
        Should
            .Throw<RequestInvalidException>(() =>
                AuditOrder.Read("""{"from":"now","until":"later","arrivalTo":"2026-11-22T08:00:00Z"}"""u8.ToArray())
            )
            .Problems.Count.ShouldBeGreaterThanOrEqualTo(3);

    private ScheduledAudit Audit(params string[] processed)
    {
        var settings = new AuditSettings
        {
            Expected = SourceSpec.Parse("stream:event_stream"),
            Processed = [.. (processed is [] ? ["s3://logs/results"] : processed).Select(SourceSpec.Parse)],
            Rule = new ResultRule.Values([new ComparedValue("/recalculated_value", "/recalculated_value")]),
            Name = "hourly",
            Length = TimeSpan.FromHours(1),
            Grace = TimeSpan.FromMinutes(5),
        };
        var opener = new SourceOpener(() => kinesis, _ => objects, time, new SeededEntropy(1), 1 << 20);
        return new ScheduledAudit(
            settings,
            opener,
            SideFormat.Default,
            new ParkedSource(parking, EventFormat.DefaultId, JsonLimits.Default, time),
            new RateAdjustment(),
            objects,
            ledger,
            kinesis,
            folder.FullName,
            time,
            new SeededEntropy(1)
        );
    }

    private static ParkedEvent Parked(string id, string reason) =>
        new(
            new SourcePosition(
                new StreamName("error_events"),
                new ShardId("shardId-000000000000"),
                new RecordPosition(new SequenceNumber("1"), null)
            ),
            Eight.AddMinutes(30),
            PartitionKey: "k",
            reason,
            Message: "It failed.",
            Version: "rate-adjustment/1",
            Encoding.UTF8.GetBytes($$"""{"id":"{{id}}"}""")
        );

    private async Task ConsumeAsync()
    {
        var results = new StringBuilder();
        for (var minute = 0; minute < 60; minute++)
        {
            var at = time.GetUtcNow().UtcDateTime;
            var data = FormattableString.Invariant(
                $$"""{"id":"e{{minute}}","timestamp":"{{at:O}}","original_value":10}"""
            );
            kinesis.Put(Source, $"k{minute % 5}", Encoding.UTF8.GetBytes(data));
            if (minute % 25 != 0)
            {
                results.AppendLine(
                    FormattableString.Invariant(
                        $$"""{"id":"e{{minute}}","timestamp":"{{at:O}}","recalculated_value":11}"""
                    )
                );
            }

            time.Advance(TimeSpan.FromMinutes(1));
        }

        await objects.PutAsync("results/1.jsonl", Encoding.UTF8.GetBytes(results.ToString()), Cancelled);
        time.Advance(TimeSpan.FromMinutes(6));
    }
}
