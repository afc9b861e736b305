using System.Text;
using EventRecovery.Engine;
using EventRecovery.Recalculation;
using EventRecovery.Replay;
using EventRecovery.Streams;
using EventRecovery.Testing.Versions;
using EventRecovery.Versions;

namespace EventRecovery.Cli.Tests.Commands;

public sealed class ReportTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("recover-report-");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_report_is_put_beside_the_results()
    {
        var resources = await WithTwoAsync();

        var cli = await RunAsync(resources, "report", "second");

        cli.ExitCode.ShouldBe(ExitCode.Ok, cli.Transcript);
        cli.Output.ShouldContain("second: safe to publish");
        var page = Encoding.UTF8.GetString((await resources.Objects.GetAsync("reports/second.html", Cancelled))!);
        page.ShouldContain("Safe, and published");
        page.ShouldContain("Compared with <b>first</b>: 0 the same, <b>19 changed</b>, 0 new, 1 gone.");
        page.ShouldContain("recover rollback second");
        page.ShouldContain("write request units");
    }

    [Fact]
    public async Task A_report_is_written_to_a_file_on_request()
    {
        var file = Path.Combine(folder.FullName, "below", "report.html");

        (await RunAsync(await WithTwoAsync(), "report", "first", "--output", file)).ExitCode.ShouldBe(ExitCode.Ok);

        (await File.ReadAllTextAsync(file, Cancelled)).ShouldContain("the first version of its window");
    }

    [Fact]
    public async Task An_audit_that_found_something_holds_the_run()
    {
        var audit = Path.Combine(folder.FullName, "audit.json");
        await File.WriteAllTextAsync(
            audit,
            """
            {"ok":false,"from":"2026-11-22T08:00:00Z","to":"2026-11-22T09:30:00Z",
            "counts":{"ok":17,"open":0,"missing":2,"wrong":1,"duplicate":0,"late":0,"unexpected":0,"unrecoverable":0},
            "expected":{"source":"stream:event_stream","read":20,"outside":0,"unreadable":0,"text":0},
            "processed":{"source":"stream:recovered_events","read":18,"outside":0,"unreadable":0,"text":0},"cells":1,"cellsReconciled":1,
            "windows":[{"from":"2026-11-22T08:00:00Z","to":"2026-11-22T09:30:00Z","expected":20,"processed":18,
            "counts":{"ok":17,"open":0,"missing":2,"wrong":1,"duplicate":0,"late":0,"unexpected":0,"unrecoverable":0}}],
            "patterns":[],"causes":[],"messages":[]}
            """,
            Cancelled
        );
        var file = Path.Combine(folder.FullName, "report.html");

        var cli = await RunAsync(await WithTwoAsync(), "report", "second", "--audit", audit, "--output", file);

        cli.ExitCode.ShouldBe(ExitCode.FoundWrong, cli.Transcript);
        (await File.ReadAllTextAsync(file, Cancelled)).ShouldContain("Hold: 2 events are missing, 1 wrong, 0 doubled");
    }

    [Fact]
    public async Task What_is_no_audit_is_refused()
    {
        var audit = Path.Combine(folder.FullName, "audit.json");
        await File.WriteAllTextAsync(audit, "[]", Cancelled);

        (await RunAsync(await WithTwoAsync(), "report", "second", "--audit", audit)).ExitCode.ShouldBe(
            ExitCode.CannotRun
        );
    }

    private static async Task<InMemoryResources> WithTwoAsync()
    {
        var resources = new InMemoryResources();
        var results = new SomeResults(resources.Objects);
        await results.PutAsync("first", number => number * 1.1m);
        await results.PutAsync("second", number => number == 19 ? null : 1 + (number * 1.25m), "rate-adjustment/2");
        var scope = new VersionScope(
            new StreamName("event_stream"),
            new ReplayWindow(SomeResults.From, SomeResults.To)
        );
        foreach (var id in (RunId[])[new("first"), new("second")])
        {
            var definition = new RunDefinition(
                scope.Stream,
                scope.Window,
                new RecalculationVersion("rate-adjustment", 1),
                ReplayMode.Replay
            );
            await resources.Runs.CreateAsync(
                new ReplayRun(id, definition, SomeResults.From.AddDays(-1), Cli.Now, RunState.Complete)
                {
                    Totals = new ReplayCounts(
                        4,
                        20,
                        20,
                        2_000,
                        3,
                        6,
                        new BatchCounts(Read: 20, Recovered: 18, Duplicates: 2)
                    ),
                },
                Cancelled
            );
        }

        var history = VersionHistory.Of(scope).With(new RunId("first"), Cli.Now.AddMinutes(-20));
        await resources.Versions.SaveAsync(history.With(new RunId("second"), Cli.Now.AddMinutes(-10)), Cancelled);
        return resources;
    }

    private static async Task<Cli> RunAsync(InMemoryResources resources, params string[] arguments)
    {
        var cli = new Cli { Resources = resources };
        await cli.StartAsync([.. arguments, "--table", "t"], Cancelled);
        return cli;
    }
}
