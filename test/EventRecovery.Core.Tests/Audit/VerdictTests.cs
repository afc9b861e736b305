using EventRecovery.Audit.Analysis;
using EventRecovery.Audit.Findings;
using EventRecovery.Audit.Reading;
using EventRecovery.Json;
using static EventRecovery.Audit.AuditWorld;

namespace EventRecovery.Audit;

public sealed class VerdictTests : IDisposable
{
    private static readonly ResultRule.Values ByValue = new([new ComparedValue("/value", "/value")]);

    private readonly AuditWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Sides_that_agree_are_compared_by_sketches_alone()
    {
        var events = Enumerable.Range(0, 500).Select(id => Event(id, id / 10.0)).ToList();
        await world.PutAsync("expected", events);
        await world.PutAsync("processed", events.AsEnumerable().Reverse());

        var report = await world.AuditAsync(request => request with { Rule = ByValue });

        report.Ok.ShouldBeTrue();
        report.Counts[Verdict.Ok].ShouldBe(500);
        report.Cells.ShouldBeGreaterThan(100);
        report.CellsReconciled.ShouldBe(0);
    }

    [Fact]
    public async Task Only_the_cells_that_differ_are_reconciled()
    {
        await world.PutAsync("expected", Enumerable.Range(0, 500).Select(id => Event(id, id / 10.0)));
        await world.PutAsync("processed", Enumerable.Range(1, 499).Select(id => Event(id, id / 10.0)));

        var report = await world.AuditAsync();

        report.CellsReconciled.ShouldBe(1);
        world.Told.ShouldBe("e0 missing");
        report.Counts[Verdict.Ok].ShouldBe(499);
    }

    [Fact]
    public async Task Each_event_gets_its_verdict()
    {
        await world.PutAsync("expected", Event(1, 1), Event(2, 1), Event(3, 1), Event(4, 1), Event(5, 1));
        await world.PutAsync(
            "processed",
            Event(1, 1),
            Event(3, 1, 2),
            Event(4, 1),
            Event(4, 1),
            Event(6, 1),
            Event(5, 1)
        );

        var report = await world.AuditAsync(request => request with { Rule = ByValue });

        world.Told.ShouldBe("e2 missing, e3 wrong, e4 duplicate, e6 unexpected");
        report.Counts[Verdict.Ok].ShouldBe(2);
        report.Windows.ShouldHaveSingleItem().Expected.ShouldBe(5);
    }

    [Fact]
    public async Task Nothing_is_missing_while_it_may_still_arrive()
    {
        world.Now = From.AddMinutes(12);
        await world.PutAsync("expected", Event(1, 1), Event(2, 6.9), Event(3, 7.1), Event(4, 11));
        await world.PutAsync("processed", Event(9, 70));

        var report = await world.AuditAsync();

        world.Told.ShouldBe("e1 missing, e2 missing");
        report.Counts[Verdict.Open].ShouldBe(2);
    }

    [Fact]
    public async Task Late_is_told_from_in_time()
    {
        await world.PutAsync("expected", Event(1, 1), Event(2, 1));
        await world.PutAsync(
            "processed",
            With(Event(1, 1), "at", From.AddMinutes(5.9)),
            With(Event(2, 1), "at", From.AddMinutes(9))
        );

        await world.AuditAsync(request => request with { ProcessedFormat = SideFormat.Default with { At = "/at" } });

        var late = world.Findings.ShouldHaveSingleItem();
        (late.Id, late.Verdict, late.Reason).ShouldBe(("e2", Verdict.Late, "It was processed 3 min after its time."));
    }

    [Theory]
    [InlineData(0.05, Verdict.Ok)]
    [InlineData(0.2, Verdict.Wrong)]
    public async Task Values_may_differ_within_their_tolerance(double by, Verdict verdict)
    {
        await world.PutAsync("expected", Event(1, 1, 10));
        await world.PutAsync("processed", Event(1, 1, 10 + by));
        var rule = new ResultRule.Values([new("/value", "/value", 0.1), new("/type", "/type")]);

        var report = await world.AuditAsync(request => request with { Rule = rule });

        report.Counts[verdict].ShouldBe(1);
    }

    [Fact]
    public async Task What_has_no_tolerance_differs_beside_what_has()
    {
        await world.PutAsync("expected", Event(1, 1, 10));
        await world.PutAsync("processed", Event(1, 1, 10.01).Replace("\"t1\"", "\"t2\"", StringComparison.Ordinal));
        var rule = new ResultRule.Values([new("/value", "/value", 0.1), new("/type", "/type")]);

        await world.AuditAsync(request => request with { Rule = rule });

        world.Findings.ShouldHaveSingleItem().Reason.ShouldBe("/type differs.");
    }

    [Fact]
    public async Task What_a_later_source_has_supersedes_the_first_result()
    {
        await world.PutAsync("expected", Event(1, 1), Event(2, 1), Event(3, 1));
        await world.PutAsync("processed", Event(1, 1, 9), Event(2, 1), Event(2, 1), Event(3, 1));
        await world.PutAsync("recovered", Event(1, 1), Event(2, 1));

        var report = await world.AuditAsync(request => request with { Rule = ByValue }, "processed", "recovered");

        report.Ok.ShouldBeTrue();
        report.Counts[Verdict.Ok].ShouldBe(3);
    }

    [Fact]
    public async Task A_side_that_does_not_tell_the_event_time_is_reconciled_by_id()
    {
        await world.PutAsync("expected", Event(1, 1), Event(2, 2));
        await world.PutAsync("processed", """{"event":"e1"}""", """{"event":"e7"}""");

        var report = await world.AuditAsync(request =>
            request with
            {
                ProcessedFormat = new SideFormat { Id = "/event", IsTimed = false },
            }
        );

        world.Told.ShouldBe("e2 missing");
        report.Counts[Verdict.Ok].ShouldBe(1, "e7 is of another window, and nothing to count");
    }

    [Fact]
    public async Task What_supersedes_a_result_is_not_late_though_it_does_not_say_that_it_was_recovered()
    {
        await world.PutAsync("expected", Event(1, 1), Event(2, 2), Event(3, 3));
        await world.PutAsync("processed", With(Event(3, 3), "at", From.AddMinutes(4)));
        await world.PutAsync(
            "recovered",
            With(Event(1, 1), "at", From.AddHours(9)),
            With(Event(2, 2), "at", From.AddHours(10))
        );

        var report = await world.AuditAsync(
            request => request with { ProcessedFormat = SideFormat.Default with { At = "/at" } },
            "processed",
            "recovered"
        );

        report.Ok.ShouldBeTrue();
        report.Recovered.ShouldBe(new RecoveredEvents(2, From.AddHours(9), From.AddHours(10)));
        report
            .Recovered.Told()
            .ShouldBe("2 of the right events were recovered, from 2026-11-22 17:00:00Z to 2026-11-22 18:00:00Z.");
    }

    [Theory]
    [InlineData("run", "run@2", "")]
    [InlineData("run@3", "run@2", "e1 wrong")]
    [InlineData("run", "other", "e1 wrong")]
    public async Task What_was_published_again_as_a_version_of_its_own_counts_instead(
        string was,
        string then,
        string told
    )
    {
        await world.PutAsync("expected", Event(1, 1));
        await world.PutAsync(
            "processed",
            Recovered(Event(1, 1, 9), was, was == "run@3" ? 12 : 9),
            Recovered(Event(1, 1), then, 10)
        );

        await world.AuditAsync(request =>
            request with
            {
                Rule = ByValue,
                ProcessedFormat = SideFormat.Default with { At = "/at" },
            }
        );

        world.Told.ShouldBe(told, "the last one counts, and one recalculation recovers an event once");

        static string Recovered(string json, string run, int hour) =>
            With(
                $$"""{{json[..^1]}},"recovery":{"run":"{{run}}","version":"rate-adjustment/1"} }""",
                "at",
                From.AddHours(hour)
            );
    }

    [Fact]
    public async Task Logs_tell_why()
    {
        await world.PutAsync("expected", Event(1, 1), Event(2, 1), Event(3, 1));
        await world.PutAsync("processed", Event(3, 1));
        await world.PutAsync(
            "logs",
            "START RequestId: 7",
            """{"id":"e1","error":"ProvisionedThroughputExceededException","version":"v7"}""",
            """{"id":"e2","error":"Task timed out after 3.00 seconds"}"""
        );

        var report = await world.AuditAsync(request => request with { Logs = world.Source("logs") });

        string.Join(", ", world.Findings.Select(one => $"{one.Id} {one.Cause}").Order(StringComparer.Ordinal))
            .ShouldBe("e1 Throttle, e2 Timeout");
        world.Findings.First(one => one.Id == "e1").Version.ShouldBe("v7");
        report
            .Groups.Select(group => group.Cause)
            .ShouldBe([FailureCause.Throttle, FailureCause.Timeout], ignoreOrder: true);
    }

    [Fact]
    public async Task Findings_of_one_cause_tell_what_they_share_and_when_they_were()
    {
        await world.PutAsync("expected", Enumerable.Range(0, 60).Select(minute => Event(minute, minute)));
        await world.PutAsync("processed", Enumerable.Range(0, 60).Where(Went).Select(minute => Event(minute, minute)));
        await world.PutAsync(
            "logs",
            Enumerable.Range(0, 60).Where(id => !Went(id)).Select(id => $$"""{"id":"e{{id}}","error":"{{Why(id)}}"}""")
        );

        var report = await world.AuditAsync(request => request with { Logs = world.Source("logs") });

        var crash = report.Groups.First(group => group.Cause == FailureCause.Crash);
        crash.Count.ShouldBe(5);
        crash.Common.ShouldBe([new Feature(Feature.Type, "t1")]);
        (crash.First, crash.Last).ShouldBe((AuditWorld.From.AddMinutes(1), AuditWorld.From.AddMinutes(13)));
        report.Groups.First(group => group.Cause == FailureCause.Throttle).Common.ShouldBeEmpty();

        static bool Went(int id) => id > 14 || id % 3 == 0;
        static string Why(int id) =>
            id % 3 == 1 ? "killed: out of memory"
            : id < 8 ? "rate exceeded"
            : "timed out";
    }

    [Fact]
    public async Task A_place_where_all_failed_is_named_however_few_of_all_failures_they_are()
    {
        // A tenth fails anywhere, and of one kind all.
        var events = Enumerable.Range(0, 6_000).ToList();
        await world.PutAsync("expected", events.Select(Line));
        await world.PutAsync("processed", events.Where(id => id % 10 != 0 && !IsOfTheKind(id)).Select(Line));

        var report = await world.AuditAsync();

        var top = report.Patterns[0];
        top.Feature.ShouldBe(new Feature(Feature.Type, "crashed"));
        top.FailedShare.ShouldBeLessThan(0.05);
        top.GoodShare.ShouldBe(0);

        static bool IsOfTheKind(int id) => id % 250 == 7;
        static string Line(int id) =>
            Event(id, id / 100.0)
                .Replace($"\"t{id % 3}\"", IsOfTheKind(id) ? "\"crashed\"" : "\"t\"", StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_read_is_unrecoverable_and_the_rest_goes_on()
    {
        await world.PutAsync(
            "expected",
            Event(1, 1),
            """{"id":"e2","times""",
            Event(3, 1),
            """{"timestamp":"2026-11-22T08:00:00Z"}"""
        );
        await world.PutAsync("processed", Event(1, 1), Event(3, 1));

        var report = await world.AuditAsync();

        report.Counts[Verdict.Unrecoverable].ShouldBe(2);
        report.Counts[Verdict.Ok].ShouldBe(2);
        report.Expected.Unreadable.ShouldBe(2);
    }

    [Fact]
    public async Task Nothing_is_left_on_disk()
    {
        await world.PutAsync("expected", Event(1, 1));
        await world.PutAsync("processed", Event(2, 1));

        await world.AuditAsync();

        world.FilesLeft.ShouldBeEmpty();
    }

    [Fact]
    public async Task Findings_read_back_as_they_were_written()
    {
        await world.PutAsync("expected", Event(1, 1), Event(2, 1, 5));
        await world.PutAsync("processed", Event(2, 1, 6));
        await world.AuditAsync(request => request with { Rule = ByValue });
        using var file = new MemoryStream();
        await using (var writer = new FindingWriter(file))
        {
            foreach (var finding in world.Findings)
            {
                await writer.AddAsync(finding, TestContext.Current.CancellationToken);
            }
        }

        file.Position = 0;
        var read = new List<Finding>();
        await foreach (var finding in FindingReader.ReadAsync("findings", file, TestContext.Current.CancellationToken))
        {
            read.Add(finding);
        }

        read.ShouldBe(world.Findings);
    }

    private static string With(string json, string member, DateTimeOffset at) =>
        FormattableString.Invariant($"{json[..^1]},\"{member}\":\"{at:O}\"}}");
}
