using System.Text;
using System.Text.Json;
using EventRecovery.Recalculation;
using EventRecovery.Replay;
using EventRecovery.Streams;
using EventRecovery.Testing.Versions;
using EventRecovery.Versions;

namespace EventRecovery.Cli.Tests.Commands;

public sealed class VersionsTests
{
    private static readonly VersionScope Scope = new(
        new StreamName("event_stream"),
        new ReplayWindow(SomeResults.From, SomeResults.To)
    );

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_versions_the_list_says_so() =>
        (await RunAsync(new InMemoryResources(), "versions")).Transcript.ShouldMatchSnapshot("versions-none");

    [Fact]
    public async Task Versions_are_listed_with_what_they_undo_and_what_is_pending()
    {
        var resources = await WithTwoAsync();
        var history = await resources.Versions.FindAsync(Scope, Cancelled);
        history = history
            .Begin(new RunId("first"), VersionName.Parse("second"), Cli.Now.AddMinutes(-5))
            .Finish(Cli.Now.AddMinutes(-4));
        history = history.Begin(new RunId("second"), VersionName.Parse("first@3"), Cli.Now).Put(2);
        await resources.Versions.SaveAsync(history, Cancelled);

        (await RunAsync(resources, "versions")).Transcript.ShouldMatchSnapshot("versions");
        JsonDocument
            .Parse((await RunAsync(resources, "versions", "--json")).Output)
            .RootElement.GetProperty("windows")[0]
            .GetProperty("active")
            .GetString()
            .ShouldBe("first@3");
    }

    [Fact]
    public async Task A_comparison_tells_what_changed_where_and_by_how_much()
    {
        var cli = await RunAsync(await WithTwoAsync(), "diff", "first", "second");

        cli.ExitCode.ShouldBe(ExitCode.FoundWrong);
        cli.Transcript.ShouldMatchSnapshot("diff");
    }

    [Fact]
    public async Task A_run_is_the_same_as_itself() =>
        (await RunAsync(await WithTwoAsync(), "diff", "first", "first")).ExitCode.ShouldBe(ExitCode.Ok);

    [Fact]
    public async Task A_rollback_puts_the_version_before_on_the_stream_and_says_so()
    {
        var resources = await WithTwoAsync();

        var cli = await RunAsync(resources, "rollback", "second");

        cli.ExitCode.ShouldBe(ExitCode.Ok, cli.Transcript);
        cli.Output.ShouldContain("first@3 is active, and undoes second");
        resources.Put.Count.ShouldBe(20);
        resources.Put.ShouldAllBe(put => put.Stream == "recovered_events");
        Encoding
            .UTF8.GetString(resources.Put[0].Record.Data.Span)
            .ShouldContain("\"run\":\"first@3\",\"undoes\":\"second\",\"version\":\"rate-adjustment/1\"");

        (await RunAsync(resources, "rollback", "second", "--json")).Output.ShouldContain("\"active\":\"first@3\"");
        resources.Put.Count.ShouldBe(20, "the same command again changes nothing");
    }

    [Fact]
    public async Task Older_results_are_published_again_as_a_new_version()
    {
        var resources = await WithTwoAsync();

        (await RunAsync(resources, "publish", "first")).Output.ShouldContain("first@3 is active");
        resources.Put.Count.ShouldBe(20);
    }

    [Theory]
    [InlineData("rollback-not-active", "rollback", "first")]
    [InlineData("rollback-no-run", "rollback", "nobody")]
    [InlineData("rollback-running", "rollback", "third")]
    [InlineData("rollback-bad-name", "rollback", "a b")]
    [InlineData("publish-trial", "publish", "trial")]
    [InlineData("publish-incomplete", "publish", "third")]
    [InlineData("diff-no-run", "diff", "first", "nobody")]
    public async Task What_cannot_be_is_refused_with_the_way_out(string name, params string[] arguments)
    {
        var resources = await WithTwoAsync();

        var cli = await RunAsync(resources, arguments);

        cli.Transcript.ShouldMatchSnapshot($"versions-{name}");
        resources.Put.ShouldBeEmpty();
    }

    /// <summary>Two replays of one window that differ in one event of four, one that still runs, and a trial.</summary>
    private static async Task<InMemoryResources> WithTwoAsync()
    {
        var resources = new InMemoryResources();
        var results = new SomeResults(resources.Objects);
        await results.PutAsync("first", number => number * 1.1m);
        await results.PutAsync(
            "second",
            number => number == 19 ? null : number * (number % 4 == 1 ? 1.25m : 1.1m),
            "rate-adjustment/2"
        );
        await results.PutAsync("trial", number => number, mode: "trial");
        await RunAsync(resources, "first", RunState.Complete);
        await RunAsync(resources, "second", RunState.Complete);
        await RunAsync(resources, "third", RunState.Running);
        var history = VersionHistory.Of(Scope).With(new RunId("first"), Cli.Now.AddMinutes(-20));
        await resources.Versions.SaveAsync(history.With(new RunId("second"), Cli.Now.AddMinutes(-10)), Cancelled);
        return resources;
    }

    private static Task<ReplayRun?> RunAsync(InMemoryResources resources, string id, RunState state) =>
        resources.Runs.CreateAsync(
            new ReplayRun(
                new RunId(id),
                new RunDefinition(
                    Scope.Stream,
                    Scope.Window,
                    new RecalculationVersion("rate-adjustment", 1),
                    ReplayMode.Replay
                ),
                SomeResults.From.AddDays(-1),
                Cli.Now.AddMinutes(-30),
                state
            ),
            Cancelled
        );

    private static async Task<Cli> RunAsync(InMemoryResources resources, params string[] arguments)
    {
        var cli = new Cli { Resources = resources };
        await cli.StartAsync([.. arguments, "--table", "t"], Cancelled);
        return cli;
    }
}
