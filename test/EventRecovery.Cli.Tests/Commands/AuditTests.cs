using System.Text;
using System.Text.Json;

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

    private Task<Cli> AuditAsync(params string[] more)
    {
        var expected = Write("expected.jsonl", Enumerable.Range(0, 60).Select(minute => Event(minute)));
        var processed = Enumerable
            .Range(0, 60)
            .Where(minute => minute is not (>= 20 and <= 30))
            .Select(minute => Event(minute, minute == 50 ? 2 : 1))
            .Append(Event(5));
        return RunAsync(
            expected,
            Write("processed.jsonl", processed),
            ["--compare", "/value", "--key", "/account", .. more]
        );
    }

    private static Task<Cli> RunAsync(string expected, string processed, params string[] more) =>
        Cli.RunAsync([
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
        ]);

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
