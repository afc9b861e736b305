using System.Globalization;
using System.Text;
using EventRecovery.Cli.Runtime;
using EventRecovery.Events;
using EventRecovery.Json;
using EventRecovery.Parking;
using EventRecovery.Replay;
using EventRecovery.Versions;
using Microsoft.Data.Sqlite;

namespace EventRecovery.Cli.Sql;

/// <summary>Results, baselines and findings as tables of a SQLite database in memory. What is asked of it changes nothing else.</summary>
internal sealed class ResultDatabase : IAsyncDisposable
{
    /// <summary>What the tables are, for people: shown by --help.</summary>
    public const string Tables = """
        Tables:
          results    run, version, id, at, key, result_hash, event       one row an event of each --run; event is JSON
          copies     run, id                                             one row each, further copies included
          runs       nr, run, stream, version, mode, events, parked, total_hash, code
          baselines  id, event                                           events of --baseline FILE, one JSON object a line
          findings   id, verdict, reason, cause, time, key, type, event  of --findings FILE; event is the finding's JSON
          parked     day, stream, reason, message, state, attempts, bytes
        Values inside events: event ->> '$.recalculated_value' (SQLite's JSON operators).
        """;

    private const string Schema = """
        create table results (run text, version text, id text, at text, key text, result_hash text, event text, primary key (run, id)) without rowid;
        create table copies (run text, id text);
        create table runs (nr integer primary key, run text, stream text, version text, mode text, events integer, parked integer, total_hash text, code text);
        create table baselines (id text primary key, event text) without rowid;
        create table findings (id text, verdict text, reason text, cause text, time text, key text, type text, event text);
        create table parked (day text, stream text, reason text, message text, state text, attempts integer, bytes integer);
        """;

    private readonly SqliteConnection connection;

    private ResultDatabase(SqliteConnection connection) => this.connection = connection;

    public static async Task<ResultDatabase> CreateAsync(CancellationToken cancellationToken)
    {
        var database = new ResultDatabase(new SqliteConnection("Data Source=:memory:"));
        await database.connection.OpenAsync(cancellationToken);
        await database.DoAsync(Schema, cancellationToken);
        await database.DoAsync("begin", cancellationToken);
        return database;
    }

    public async Task AddRunAsync(Resources resources, ResultManifest manifest, CancellationToken cancellationToken)
    {
        await DoAsync(
            "insert into runs (run, stream, version, mode, events, parked, total_hash, code) values ($0, $1, $2, $3, $4, $5, $6, $7)",
            cancellationToken,
            manifest.Run,
            manifest.Stream,
            manifest.Version,
            manifest.Mode,
            manifest.Events,
            manifest.Parked,
            manifest.TotalHash,
            manifest.Code
        );
        await using var result = Prepare("insert or ignore into results values ($0, $1, $2, $3, $4, $5, $6)", 7);
        await using var copy = Prepare("insert into copies values ($0, $1)", 2);
        await foreach (var lines in new ResultReader(resources.Objects).ObjectsAsync(manifest, cancellationToken))
        {
            foreach (var line in lines)
            {
                Run(
                    result,
                    manifest.Run,
                    manifest.Version,
                    line.Id.Value,
                    Time(line.At),
                    line.Key.Value,
                    line.ResultHash().ToString(),
                    Encoding.UTF8.GetString(line.Event.Span)
                );
                Run(copy, manifest.Run, line.Id.Value);
            }
        }
    }

    public void AddParked(IEnumerable<ParkedItem> items)
    {
        using var insert = Prepare("insert into parked values ($0, $1, $2, $3, $4, $5, $6)", 7);
        foreach (var item in items)
        {
            Run(
                insert,
                Time(item.Event.ArrivedAt)[..10],
                item.Event.Source.Stream.Value,
                item.Event.Reason,
                item.Event.Message,
                item.State.ToString().ToLowerInvariant(),
                (long)item.Attempts,
                (long)item.Event.Data.Length
            );
        }
    }

    public async Task AddBaselineAsync(FileInfo file, EventReader reader, CancellationToken cancellationToken)
    {
        await using var insert = Prepare("insert or ignore into baselines values ($0, $1)", 2);
        await foreach (var (number, line) in LinesAsync(file, cancellationToken))
        {
            var read = reader.Read(Encoding.UTF8.GetBytes(line));
            Run(insert, read.IsEvent ? read.Event.Id.Value : throw Wrong(file, number, read.Rejection.Message), line);
        }
    }

    public async Task AddFindingsAsync(FileInfo file, CancellationToken cancellationToken)
    {
        string[] columns = ["id", "verdict", "reason", "cause", "time", "key", "type"];
        await using var insert = Prepare("insert into findings values ($0, $1, $2, $3, $4, $5, $6, $7)", 8);
        await foreach (var (number, line) in LinesAsync(file, cancellationToken))
        {
            if (!JsonText.TryRead(Encoding.UTF8.GetBytes(line), JsonLimits.Default, out var json, out var problem))
            {
                throw Wrong(file, number, problem.Message);
            }

            Run(insert, [.. columns.Select(column => TextOf(json.Root, column)), line]);
        }
    }

    /// <summary>Carries out a statement. Nothing is written any more.</summary>
    /// <exception cref="SqliteException">It is wrong.</exception>
    public async Task<SqlTable> AskAsync(string sql, int mostRows, CancellationToken cancellationToken)
    {
        await DoAsync("commit", cancellationToken);
        await DoAsync("pragma query_only = on", cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToList();
        var rows = new List<IReadOnlyList<object?>>();
        var more = false;
        while (await reader.ReadAsync(cancellationToken))
        {
            if (rows.Count == mostRows)
            {
                more = true;
                break;
            }

            rows.Add([
                .. Enumerable.Range(0, columns.Count).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i)),
            ]);
        }

        return new SqlTable(columns, rows, more);
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task DoAsync(string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = Prepare(sql, values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private SqliteCommand Prepare(string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
        {
            command.Parameters.Add(new SqliteParameter(string.Create(CultureInfo.InvariantCulture, $"${i}"), null));
        }

        return command;
    }

    // In memory, so there is nothing to wait for.
    private static void Run(SqliteCommand command, params object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        command.ExecuteNonQuery();
    }

    private static async IAsyncEnumerable<(int Number, string Line)> LinesAsync(
        FileInfo file,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var number = 0;
        await foreach (var line in File.ReadLinesAsync(file.FullName, cancellationToken))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return (number, line);
            }
        }
    }

    private static string? TextOf(JsonValue value, string name) =>
        value.TryGet(Encoding.UTF8.GetBytes(name), out var member)
            ? member.TryGetString(out var text)
                ? text
                : member.ToString()
            : null;

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private static Output.CommandException Wrong(FileInfo file, int line, string message) =>
        Usage.Wrong($"line {line} of {file} cannot be read: {message}");
}

/// <param name="More">There would be more rows.</param>
internal sealed record SqlTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows, bool More);
