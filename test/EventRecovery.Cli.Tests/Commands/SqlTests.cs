using System.Text.Json;
using EventRecovery.Cli.Sql;
using EventRecovery.Testing.Versions;

namespace EventRecovery.Cli.Tests.Commands;

public sealed class SqlTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("recover-sql-");

    public static TheoryData<string> Queries => [.. ReadyQuery.All.Select(query => query.Name)];

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Results_are_asked_in_SQL()
    {
        var cli = await RunAsync(
            "sql",
            "select key, count(*) as events, sum(event ->> '$.recalculated_value') as total from results group by key order by key",
            "--run",
            "first"
        );

        cli.Transcript.ShouldMatchSnapshot("sql");
    }

    [Fact]
    public async Task Machines_get_columns_and_rows()
    {
        var cli = await RunAsync(
            "sql",
            "select id, 1.5 as x, null as y, 7 as n from results limit 1",
            "--run",
            "first",
            "--json"
        );

        JsonDocument
            .Parse(cli.Output)
            .RootElement.GetRawText()
            .ShouldBe("""{"ok":true,"columns":["id","x","y","n"],"rows":[["e00",1.5,null,7]],"more":false}""");
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task Every_ready_made_query_answers(string name)
    {
        var findings = Path.Combine(folder.FullName, "findings.jsonl");
        var baseline = Path.Combine(folder.FullName, "baseline.jsonl");
        await File.WriteAllTextAsync(
            findings,
            """
            {"id":"e03","verdict":"missing","reason":"not processed","cause":"dropped","time":"2026-11-22T08:03:00Z"}
            {"id":"e99","verdict":"missing","reason":"not processed","time":"2026-11-22T08:04:00Z"}
            """,
            TestContext.Current.CancellationToken
        );
        await File.WriteAllTextAsync(
            baseline,
            """{"id":"e03","timestamp":"2026-11-22T08:03:00Z","original_value":3,"recalculated_value":4}""",
            TestContext.Current.CancellationToken
        );

        var cli = await RunAsync(
            "sql",
            "--query",
            name,
            "--run",
            "first",
            "--run",
            "second",
            "--findings",
            findings,
            "--baseline",
            baseline
        );

        cli.ExitCode.ShouldBe(ExitCode.Ok, cli.Transcript);
        cli.Transcript.ShouldMatchSnapshot($"sql-{name}");
    }

    [Fact]
    public async Task Without_a_question_the_ready_made_ones_are_listed() =>
        (await RunAsync("sql")).Transcript.ShouldMatchSnapshot("sql-list");

    [Theory]
    [InlineData("wrong", "sql", "selec 1")]
    [InlineData("writes", "sql", "delete from results")]
    [InlineData("no-query", "sql", "--query", "what")]
    [InlineData("too-few-runs", "sql", "--query", "changed", "--run", "first")]
    public async Task What_cannot_be_answered_is_told(string name, params string[] arguments)
    {
        var cli = await RunAsync(arguments);

        cli.ExitCode.ShouldBe(ExitCode.CannotRun);
        cli.Transcript.ShouldMatchSnapshot($"sql-{name}");
    }

    private static async Task<Cli> RunAsync(params string[] arguments)
    {
        var resources = new InMemoryResources();
        var results = new SomeResults(resources.Objects);
        await results.PutAsync("first", number => number == 7 ? null : number * 1.1m);
        await results.PutAsync("second", number => number == 19 ? null : number * 1.25m, "rate-adjustment/2");
        var cli = new Cli { Resources = resources };
        await cli.StartAsync([.. arguments, "--table", "t"], TestContext.Current.CancellationToken);
        return cli;
    }
}
