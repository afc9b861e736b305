using System.Globalization;
using System.Text;
using System.Text.Json;
using EventRecovery.Aws.DynamoDb;
using EventRecovery.Aws.Kinesis;
using EventRecovery.Cli.Stack;
using EventRecovery.Configuration;
using EventRecovery.Events;
using EventRecovery.Json;
using EventRecovery.Local.Emulators;
using EventRecovery.Local.Stack;
using EventRecovery.Objects;
using EventRecovery.Publishing;
using EventRecovery.Replay;
using EventRecovery.Runtime;
using EventRecovery.Streams;
using EventRecovery.Telemetry;
using EventRecovery.Testing.Faults;
using EventRecovery.Versions;

namespace EventRecovery.Cli.Tests.Versions;

/// <summary>A local stack with one small window that two replays have published, and the program as a process that can be killed.</summary>
internal sealed class PublishedWindow : IAsyncDisposable
{
    // By shard: a, c, a and b. No call carries two events of one key, so the first shard's results take two.
    private const string Keys = "abca";

    /// <summary>Events of the window.</summary>
    public const int Events = 4;

    /// <summary>Events of the larger of the two objects that a run keeps.</summary>
    public const int LargestObject = 3;

    /// <summary>What a switch writes: that it begins, two calls and one, a note after each object, and that it is done.</summary>
    public const int Writes = 7;

    // The window of what was just put is long over, slack and all.
    private static readonly TimeSpan ClockLag = TimeSpan.FromMinutes(10);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("recover-versions-");
    private readonly AwsProxy kinesis = new();
    private readonly AwsProxy dynamoDb = new();
    private readonly WriteKiller killer = new();
    private readonly RecoveryMetrics metrics = new();
    private LocalStack stack = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private VersionScope Scope { get; set; }

    public static async Task<PublishedWindow> StartAsync(params string[] runs)
    {
        var window = new PublishedWindow();
        window.stack = await LocalStack.StartAsync(
            new LocalStackOptions
            {
                Reprocessor = LambdaFiles.Reprocessor,
                Replayer = LambdaFiles.Replayer,
                Folder = window.folder.FullName,
                Shards = 2,
                Emulators = new EmulatorOptions { ClockLag = ClockLag },
                Variables = new Dictionary<string, string> { [Variables.Rates] = "1.1,1.25" },
            },
            cancellationToken: Token
        );
        window.kinesis.Emulator = window.stack.KinesisUrl;
        window.dynamoDb.Emulator = window.stack.DynamoDbUrl;
        window.kinesis.Decide = window.dynamoDb.Decide = window.killer.Decide;
        await window.PutAsync();
        for (var edition = 1; edition <= runs.Length; edition++)
        {
            await window.ReplayAsync(runs[edition - 1], edition);
        }

        return window;
    }

    /// <summary>Runs a command, which is killed at its n-th write.</summary>
    /// <returns>The write at which it was killed; null when it had fewer.</returns>
    public async Task<string?> RunKilledAsync(int nth, Fate write, params string[] arguments)
    {
        killer.Arm(nth, write);
        var ended = await ProcessAsync(arguments);
        ended.ExitCode.ShouldBe(killer.KilledAt is null ? 0 : 128 + 9, ended.Error);
        return killer.KilledAt;
    }

    public async Task RunAsync(params string[] arguments) =>
        (await RunKilledAsync(0, Fate.Pass, arguments)).ShouldBeNull();

    public Task<VersionHistory> HistoryAsync() =>
        new DynamoVersionStore(new RecoveryTable(stack.DynamoDb, stack.Options.Table, metrics)).FindAsync(Scope, Token);

    /// <summary>What the recovered stream holds, shard by shard, each in its order.</summary>
    public async Task<IReadOnlyList<PublishedEvent>> PublishedAsync()
    {
        var reader = new KinesisShardReader(stack.Kinesis);
        var records = await StreamContents.ReadAsync(reader, stack.Options.Streams.Recovered, Token);
        return [.. records.Select(PublishedEvent.Of)];
    }

    /// <summary>What a run has kept.</summary>
    public async Task<ResultManifest> ResultsAsync(RunId run)
    {
        var objects = new FolderObjectStore(stack.ObjectsFolder, new SystemEntropy());
        return (await new ResultReader(objects).FindAsync(run, Token))!;
    }

    public async ValueTask DisposeAsync()
    {
        await kinesis.DisposeAsync();
        await dynamoDb.DisposeAsync();
        await (stack?.DisposeAsync() ?? ValueTask.CompletedTask);
        metrics.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task PutAsync()
    {
        var now = TimeProvider.System.GetUtcNow() - ClockLag;
        Scope = new VersionScope(
            stack.Options.Streams.Source,
            new ReplayWindow(WholeSecond(now.AddMinutes(-1)), WholeSecond(now.AddMinutes(1)))
        );
        var writer = new KinesisRecordWriter(stack.Kinesis, stack.Options.Streams.Source);
        var records = Keys.Select(Record).ToList();
        (await writer.PutAsync(records, Token)).ShouldAllBe(outcome => outcome.IsAccepted);
    }

    private static OutgoingRecord Record(char key, int number)
    {
        var json = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"id":"e{{number}}","timestamp":"2026-11-22T08:00:0{{number}}Z","original_value":{{number + 1}}}"""
        );
        return new OutgoingRecord($"{key}", new OrderKey($"{key}"), Encoding.UTF8.GetBytes(json));
    }

    private Task ReplayAsync(string run, int edition) =>
        RunAsync(
            "replay",
            "--run",
            run,
            "--stream",
            $"{Scope.Stream}",
            "--from",
            $"{Scope.Window.From.UtcDateTime:O}",
            "--to",
            $"{Scope.Window.To.UtcDateTime:O}",
            "--version",
            string.Create(CultureInfo.InvariantCulture, $"rate-adjustment/{edition}")
        );

    private Task<CliProcess.Ended> ProcessAsync(string[] arguments) =>
        CliProcess.RunAsync(
            arguments,
            variables: new()
            {
                ["AWS_REGION"] = "us-east-1",
                ["AWS_ACCESS_KEY_ID"] = "operator",
                ["AWS_SECRET_ACCESS_KEY"] = "operator",
                ["AWS_ENDPOINT_URL_KINESIS"] = $"{kinesis.Url}",
                ["AWS_ENDPOINT_URL_DYNAMODB"] = $"{dynamoDb.Url}",
                ["AWS_ENDPOINT_URL_LAMBDA"] = $"{stack.LambdaUrl}",
                [Variables.Folder] = stack.ObjectsFolder,
                [Variables.Table] = stack.Options.Table,
            },
            started: killer.Watch
        );

    private static DateTimeOffset WholeSecond(DateTimeOffset time) =>
        new(time.Ticks - (time.Ticks % TimeSpan.TicksPerSecond), time.Offset);
}

/// <summary>One record of the recovered stream.</summary>
/// <param name="Version">The version that it was published as.</param>
internal sealed record PublishedEvent(
    string Id,
    string Key,
    string Version,
    string Undoes,
    EventHash Result,
    string Json
)
{
    public static PublishedEvent Of(StreamRecord record)
    {
        using var json = JsonDocument.Parse(record.Data);
        var recovery = json.RootElement.GetProperty("recovery");
        EventHash.TryParse(recovery.GetProperty("resultHash").GetString()!, out var result).ShouldBeTrue();
        return new PublishedEvent(
            json.RootElement.GetProperty("id").GetString()!,
            record.PartitionKey,
            recovery.GetProperty("run").GetString()!,
            recovery.TryGetProperty("undoes", out var undoes) ? undoes.GetString()! : "",
            result,
            json.RootElement.GetRawText()
        );
    }
}
