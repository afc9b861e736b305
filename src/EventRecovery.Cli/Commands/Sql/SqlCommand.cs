using System.CommandLine;
using System.Globalization;
using EventRecovery.Cli.Commands.Parked;
using EventRecovery.Cli.Commands.Versions;
using EventRecovery.Cli.Output;
using EventRecovery.Cli.Runtime;
using EventRecovery.Cli.Sql;
using EventRecovery.Events;
using EventRecovery.Json;
using Microsoft.Data.Sqlite;
using Spectre.Console;

namespace EventRecovery.Cli.Commands.Sql;

/// <summary><c>recover sql</c>.</summary>
internal static class SqlCommand
{
    private static readonly Argument<string?> Statement = new("STATEMENT")
    {
        Description = "What to ask, in SQLite's SQL.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private static readonly Option<string?> Query = new("--query")
    {
        Description =
            "A ready-made question instead: " + string.Join(", ", ReadyQuery.All.Select(query => query.Name)) + ".",
        HelpName = "NAME",
    };
    private static readonly Option<string[]> Runs = new("--run")
    {
        Description = "A run whose results are loaded; may be repeated.",
        HelpName = "RUN",
    };
    private static readonly Option<FileInfo?> Baseline = new("--baseline")
    {
        Description = "A file of events to compare with, one JSON object a line.",
        HelpName = "FILE",
    };
    private static readonly Option<FileInfo?> Findings = new("--findings")
    {
        Description = "A file of findings, as recover audit writes it.",
        HelpName = "FILE",
    };
    private static readonly Option<int> Limit = new Option<int>("--limit")
    {
        Description = "Rows shown at most.",
        HelpName = "N",
        DefaultValueFactory = _ => 1_000,
    }.Within(1, 1_000_000);

    public static Command Create(Surroundings surroundings) =>
        new Command(
            "sql",
            "Ask questions about results, baselines and findings in SQL. Without any, it lists the ready-made ones.\n\n"
                + ResultDatabase.Tables
        )
        {
            Statement,
            Query,
            Runs,
            Baseline,
            Findings,
            Limit,
            ParkedSelection.Days,
            TableOption.Table,
        }.Does(surroundings, RunAsync);

    private static async Task<ExitCode> RunAsync(Invocation invocation)
    {
        if (Asked(invocation) is not { } sql)
        {
            foreach (var query in ReadyQuery.All)
            {
                invocation.Terminal.People.MarkupLineInterpolated($"  {query.Name, -18} {query.Answers}");
            }

            return ExitCode.Ok;
        }

        await using var database = await ResultDatabase.CreateAsync(invocation.CancellationToken);
        await LoadAsync(invocation, database, sql);
        SqlTable table;
        try
        {
            table = await database.AskAsync(sql, invocation.Get(Limit), invocation.CancellationToken);
        }
        catch (SqliteException wrong)
        {
            throw Usage.Wrong(wrong.Message, "The tables: recover sql --help");
        }

        SqlView.Show(invocation.Terminal.People, table);
        if (invocation.Terminal.IsJson)
        {
            await invocation.Terminal.WriteBytesAsync(SqlView.Json(table));
        }

        return ExitCode.Ok;
    }

    private static string? Asked(Invocation invocation)
    {
        if (invocation.Get(Query) is not { } name)
        {
            return invocation.Get(Statement);
        }

        var query =
            ReadyQuery.All.FirstOrDefault(ready => ready.Name == name)
            ?? throw Usage.Wrong($"there is no ready-made query {name}", "List them: recover sql");
        var runs = (invocation.Get(Runs) ?? []).Length;
        return runs >= query.Runs
            ? query.Sql
            : throw Usage.Wrong(
                string.Create(CultureInfo.InvariantCulture, $"{name} needs {query.Runs} runs, and {runs} are named"),
                "Name them: --run RUN --run RUN"
            );
    }

    private static async Task LoadAsync(Invocation invocation, ResultDatabase database, string sql)
    {
        var cancellationToken = invocation.CancellationToken;
        if (invocation.Get(Baseline) is { } baseline)
        {
            var reader = new EventReader(EventFormat.Default, JsonLimits.Default);
            await database.AddBaselineAsync(baseline, reader, cancellationToken);
        }

        if (invocation.Get(Findings) is { } findings)
        {
            await database.AddFindingsAsync(findings, cancellationToken);
        }

        var runs = invocation.Get(Runs) ?? [];
        var wantsParked = sql.Contains("parked", StringComparison.OrdinalIgnoreCase);
        if (runs.Length == 0 && !wantsParked)
        {
            return;
        }

        await using var resources = invocation.Connect();
        foreach (var run in runs)
        {
            var manifest = await resources.ManifestAsync(RunResultsOf.NameOf(run).Run, cancellationToken);
            await database.AddRunAsync(resources, manifest, cancellationToken);
        }

        if (wantsParked)
        {
            var items = await ParkedSelection.ListAsync(invocation, resources, only: null);
            database.AddParked(items);
        }
    }
}
