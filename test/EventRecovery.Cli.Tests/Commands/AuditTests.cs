using System.Text;
using System.Text.Json;
using EventRecovery.Parking;
using EventRecovery.Streams;

namespace EventRecovery.Cli.Tests.Commands;

public sealed class AuditTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("eventrecovery-cli-audit-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_person_sees_the_verdict_what_is_common_and_a_timeline()
    {
        var cli = await AuditAsync("--window", "15m");

        cli.ExitCode.ShouldBe(ExitCode.FoundWrong);
        Masked(cli).ShouldMatchSnapshot("audit");
    }

    [Fact]
    public async Task A_machine_gets_counts_windows_and_patterns()
    {
        var cli = await AuditAsync("--json");

        cli.ExitCode.ShouldBe(ExitCode.FoundWrong);
        var report = JsonDocument.Parse(cli.Output).RootElement;
        report.GetProperty("ok").GetBoolean().ShouldBeFalse();
        var counts = report.GetProperty("counts");
        counts.GetProperty("missing").GetInt32().ShouldBe(11);
        counts.GetProperty("wrong").GetInt32().ShouldBe(1);
        counts.GetProperty("duplicate").GetInt32().ShouldBe(1);
        report.GetProperty("windows").GetArrayLength().ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task Findings_are_written_one_a_line()
    {
        var file = Path.Combine(folder.FullName, "out", "findings.jsonl");

        await AuditAsync("--findings", file);

        var lines = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
        lines.Length.ShouldBe(13);
        lines.ShouldContain(line => line.Contains("\"id\":\"p50\",\"verdict\":\"wrong\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_time_of_day_means_today_as_it_does_in_a_replay()
    {
        var events = Write("events.jsonl", Enumerable.Range(0, 60).Select(minute => Event(minute)));

        var cli = await Cli.RunAsync(
            "audit",
            "--expected",
            events,
            "--processed",
            events,
            "--from",
            "08:10",
            "--to",
            "08:30"
        );

        cli.Output.ShouldContain("All is there: 20 events");
    }

    [Fact]
    public async Task Who_audits_a_stream_before_all_can_have_arrived_is_told_for_what_the_audit_waits()
    {
        var cli = new Cli();
        cli.Sources.Kinesis.CreateStream(new StreamName("event_stream"), 1);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await enough.CancelAsync();

        await cli.StartAsync(
            [
                "audit",
                "--expected",
                "stream:event_stream",
                "--processed",
                "stream:event_stream",
                "--from",
                "09:00",
                "--to",
                "09:29",
            ],
            enough.Token
        );

        cli.Output.ShouldContain("waiting until 2026-11-22 09:34:00Z");
    }

    [Fact]
    public async Task What_was_recovered_hours_after_its_window_is_there_without_being_asked_for()
    {
        var cli = Incident();
        await cli.StartAsync(MorningAudit, TestContext.Current.CancellationToken);
        var after = Incident();
        Recover(after, Enumerable.Range(0, 20));

        await after.StartAsync(MorningAudit, TestContext.Current.CancellationToken);

        cli.ExitCode.ShouldBe(ExitCode.FoundWrong);
        cli.Output.ShouldContain("✘ 20 missing");
        after.ExitCode.ShouldBe(ExitCode.Ok, after.Transcript);
        after.Output.ShouldContain("All is there: 20 events");
        after.Output.ShouldContain(
            "20 of the right events were recovered, from 2026-11-22 09:10:00Z to 2026-11-22 09:10:00Z."
        );
        after.Output.ShouldContain("reading recovered_events until 2026-11-22 09:30:00Z");
    }

    [Fact]
    public async Task A_machine_is_told_what_was_recovered_and_what_is_missing_still()
    {
        var cli = Incident();
        Recover(cli, Enumerable.Range(0, 20).Except([7]));

        await cli.StartAsync([.. MorningAudit, "--json"], TestContext.Current.CancellationToken);

        cli.ExitCode.ShouldBe(ExitCode.FoundWrong);
        var report = JsonDocument.Parse(cli.Output).RootElement;
        report.GetProperty("counts").GetProperty("missing").GetInt32().ShouldBe(1);
        report.GetProperty("counts").GetProperty("late").GetInt32().ShouldBe(0);
        report.GetProperty("recovered").GetProperty("events").GetInt32().ShouldBe(19);
        report.GetProperty("recovered").GetProperty("last").GetDateTimeOffset().ShouldBe(RecoveredAt);
    }

    [Fact]
    public async Task All_is_well_when_both_sides_agree()
    {
        var expected = Write("expected.jsonl", Enumerable.Range(0, 60).Select(minute => Event(minute)));

        var cli = await RunAsync(expected, expected);

        cli.ExitCode.ShouldBe(ExitCode.Ok);
        cli.Output.ShouldContain("All is there: 60 events, each processed once and rightly");
    }

    [Fact]
    public async Task All_mistakes_are_told_at_once()
    {
        var cli = await Cli.RunAsync([
            "audit",
            "--expected",
            "stream:",
            "--processed",
            "s3://",
            "--from",
            "yesterday",
            "--to",
            "2026-11-22T08:00:00Z",
            "--grace",
            "soon",
            "--id",
            "id",
            "--compare",
            "/a=x",
            "--version",
            "magic/7",
        ]);

        cli.ExitCode.ShouldBe(ExitCode.CannotRun);
        cli.Transcript.ShouldMatchSnapshot("audit-refused");
    }

    [Fact]
    public async Task A_damaged_source_is_no_ground_for_findings()
    {
        var expected = Write("expected.jsonl", [Event(1)]);
        var damaged = Path.Combine(folder.FullName, "processed.gz");
        await File.WriteAllBytesAsync(damaged, [0x1F, 0x8B, 8, 0, 0], TestContext.Current.CancellationToken);

        var cli = await RunAsync(expected, damaged);

        cli.ExitCode.ShouldBe(ExitCode.CannotRun);
        cli.Error.ShouldContain("the audit cannot be right: processed.gz is a damaged or cut off gzip file");
    }

    [Fact]
    public async Task Parked_events_of_the_table_tell_why()
    {
        var cli = new Cli();
        var now = Cli.Now;
        await cli.Resources.Parking.ParkAsync(
            [
                .. Enumerable
                    .Range(20, 8)
                    .Select(minute => new ParkedEvent(
                        new SourcePosition(
                            new StreamName("error_events"),
                            new ShardId("shardId-000000000000"),
                            new RecordPosition(new SequenceNumber($"49{minute}"))
                        ),
                        now,
                        "a",
                        "missing-original-value",
                        "There is no /original_value.",
                        "rate-adjustment/1",
                        Encoding.UTF8.GetBytes(Event(minute))
                    )),
            ],
            TestContext.Current.CancellationToken
        );

        await cli.StartAsync(
            [.. Arguments(), "--window", "15m", "--table", "recovery"],
            TestContext.Current.CancellationToken
        );

        Masked(cli).ShouldMatchSnapshot("audit-parked");
    }

    [Fact]
    public async Task What_was_noted_is_shown_again_without_an_audit()
    {
        var cli = new Cli();
        await cli.StartAsync(
            [.. Arguments(), "--window", "15m", "--table", "recovery", "--note", "by-hand"],
            TestContext.Current.CancellationToken
        );
        var later = new Cli { Resources = cli.Resources };

        await later.StartAsync(["audits", "by-hand", "--table", "recovery"], TestContext.Current.CancellationToken);

        later.ExitCode.ShouldBe(ExitCode.FoundWrong);
        later.Transcript.ShouldMatchSnapshot("audits");
    }

    [Fact]
    public async Task Noted_windows_bear_the_hash_that_an_audit_tells()
    {
        var cli = new Cli();
        await cli.StartAsync(
            [.. Arguments(), "--table", "recovery", "--note", "by-hand", "--json"],
            TestContext.Current.CancellationToken
        );
        var later = new Cli { Resources = cli.Resources };
        await later.StartAsync(
            ["audits", "by-hand", "--table", "recovery", "--json"],
            TestContext.Current.CancellationToken
        );

        Hashes(later).ShouldBe(Hashes(cli));
        Hashes(later).Count.ShouldBeGreaterThan(10);
        JsonDocument
            .Parse(cli.Output)
            .RootElement.GetProperty("windows")
            .EnumerateArray()
            .Select(window => window.GetProperty("cellsReconciled").GetInt32() > 0)
            .ShouldBe(
                JsonDocument
                    .Parse(later.Output)
                    .RootElement.GetProperty("windows")
                    .EnumerateArray()
                    .Select(window => window.GetProperty("findings").GetInt32() > 0)
            );

        static List<string?> Hashes(Cli cli) =>
            [
                .. JsonDocument
                    .Parse(cli.Output)
                    .RootElement.GetProperty("windows")
                    .EnumerateArray()
                    .Select(window => window.GetProperty("hash").GetString()),
            ];
    }

    [Fact]
    public async Task Nothing_noted_is_said_so()
    {
        var cli = await Cli.RunAsync("audits", "--table", "recovery", "--to", "2026-11-22T09:00:00Z");

        cli.ExitCode.ShouldBe(ExitCode.Ok);
        cli.Output.ShouldStartWith("No audit scheduled noted anything of [2026-11-21T09:00:00");
    }

    [Fact]
    public async Task An_archive_is_a_side_as_any_other()
    {
        var archive = Path.Combine(folder.FullName, "archive", "2026", "11", "22", "08");
        Directory.CreateDirectory(archive);
        var expected = Enumerable.Range(0, 60).Select(minute => Event(minute)).ToList();
        Write(Path.Combine("archive", "2026", "11", "22", "08", "part-1"), expected.Take(30));
        Write(Path.Combine("archive", "2026", "11", "22", "08", "part-2"), expected.Skip(30));
        var processed = Write("processed.jsonl", expected.Skip(1));

        var cli = await RunAsync($"archive:{Path.Combine(folder.FullName, "archive")}", processed);

        cli.ExitCode.ShouldBe(ExitCode.FoundWrong);
        cli.Output.ShouldContain("✘ 1 missing   (59 are right)");
    }

    private static readonly StreamName Source = new("event_stream");
    private static readonly StreamName Recovered = new("recovered_events");
    private static readonly DateTimeOffset Failed = Cli.Now.AddHours(-4);
    private static readonly DateTimeOffset RecoveredAt = Cli.Now.AddMinutes(-20);

    private static readonly string[] MorningAudit =
    [
        "audit",
        "--expected",
        $"stream:{Source}",
        "--processed",
        $"stream:{Recovered}",
        "--from",
        "05:30",
        "--to",
        "06:00",
    ];

    /// <summary>Four hours ago a consumer dropped twenty events.</summary>
    private static Cli Incident()
    {
        var cli = new Cli();
        cli.Sources.Kinesis.CreateStream(Source, 2);
        cli.Sources.Kinesis.CreateStream(Recovered, 1);
        for (var minute = 0; minute < 20; minute++)
        {
            var at = Failed.AddMinutes(minute);
            cli.Sources.Kinesis.Put(Source, $"k{minute}", Encoding.UTF8.GetBytes(Dropped(minute, "")), at);
        }

        cli.Sources.Time.Advance(Cli.Now - cli.Sources.Time.GetUtcNow());
        return cli;
    }

    private static void Recover(Cli cli, IEnumerable<int> minutes)
    {
        foreach (var minute in minutes)
        {
            var data = Dropped(minute, ""","recovery":{"run":"pricing-bug","version":"rate-adjustment/1"}""");
            cli.Sources.Kinesis.Put(Recovered, $"k{minute}", Encoding.UTF8.GetBytes(data), RecoveredAt);
        }
    }

    private static string Dropped(int minute, string more) =>
        FormattableString.Invariant($$"""{"id":"d{{minute}}","timestamp":"{{Failed.AddMinutes(minute):O}}"{{more}}}""");

    private string[] Arguments()
    {
        var (expected, processed) = Sides();
        return Arguments(expected, processed, "--compare", "/value");
    }

    private static string[] Arguments(string expected, string processed, params string[] more) =>
        [
            "audit",
            "--expected",
            expected,
            "--processed",
            processed,
            "--from",
            "2026-11-22T08:00:00Z",
            "--to",
            "2026-11-22T09:00:00Z",
            .. more,
        ];

    private Task<Cli> AuditAsync(params string[] more)
    {
        var (expected, processed) = Sides();
        return RunAsync(expected, processed, ["--compare", "/value", "--key", "/account", .. more]);
    }

    private (string Expected, string Processed) Sides()
    {
        var expected = Write("expected.jsonl", Enumerable.Range(0, 60).Select(minute => Event(minute)));
        var processed = Enumerable
            .Range(0, 60)
            .Where(minute => minute is not (>= 20 and <= 30))
            .Select(minute => Event(minute, minute == 50 ? 2 : 1))
            .Append(Event(5));
        return (expected, Write("processed.jsonl", processed));
    }

    private static Task<Cli> RunAsync(string expected, string processed, params string[] more) =>
        Cli.RunAsync(Arguments(expected, processed, more));

    private string Write(string name, IEnumerable<string> lines)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, string.Join('\n', lines), Encoding.UTF8);
        return path;
    }

    private static string Event(int minute, int value = 1) =>
        $$"""{"id":"p{{minute}}","timestamp":"2026-11-22T08:{{minute:D2}}:00Z","value":{{value}},"account":"a{{minute % 2}}"}""";

    // Times differ from run to run.
    private static string Masked(Cli cli) =>
        System.Text.RegularExpressions.Regex.Replace(
            cli.Transcript,
            @" +\d+\.\d s\n",
            " 0.0 s\n",
            System.Text.RegularExpressions.RegexOptions.None,
            TimeSpan.FromSeconds(1)
        );
}
