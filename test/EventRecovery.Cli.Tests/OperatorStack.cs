using System.Globalization;
using System.Text;
using Amazon.Kinesis.Model;
using EventRecovery.Cli.Stack;
using EventRecovery.Configuration;
using EventRecovery.Local.Emulators;
using EventRecovery.Local.Stack;

namespace EventRecovery.Cli.Tests;

/// <summary>A deployment on the local stack with events on its source stream, and what an operator sets to reach it.</summary>
internal sealed class OperatorStack : IAsyncDisposable
{
    /// <summary>Kinesis' clock is behind, so the window of what was just put is long over, slack and all.</summary>
    private static readonly TimeSpan ClockLag = TimeSpan.FromMinutes(10);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("recover-operator-");
    private LocalStack? stack;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>A moment before the first event.</summary>
    public DateTimeOffset From { get; } = Now - ClockLag - TimeSpan.FromSeconds(1);

    /// <summary>The standard endpoint variables: the same commands without them reach AWS.</summary>
    public Dictionary<string, string?> Variables =>
        new()
        {
            ["AWS_ENDPOINT_URL_LAMBDA"] = $"{stack!.LambdaUrl}",
            ["AWS_ENDPOINT_URL_KINESIS"] = $"{stack.KinesisUrl}",
            ["AWS_ENDPOINT_URL_DYNAMODB"] = $"{stack.DynamoDbUrl}",
            ["AWS_REGION"] = "us-east-1",
            ["AWS_ACCESS_KEY_ID"] = "local",
            ["AWS_SECRET_ACCESS_KEY"] = "local",
        };

    public string Table => stack!.Options.Table;

    public static async Task<OperatorStack> StartAsync(int events)
    {
        var started = new OperatorStack();
        var options = new LocalStackOptions
        {
            Reprocessor = LambdaFiles.Reprocessor,
            Replayer = LambdaFiles.Replayer,
            Folder = started.folder.FullName,
            Shards = 2,
            Emulators = new EmulatorOptions { ClockLag = ClockLag },
        };
        started.stack = await LocalStack.StartAsync(options, cancellationToken: Token);
        await started.PutAsync(events);
        return started;
    }

    /// <summary>Runs <c>recover</c> as its operator does.</summary>
    public Task<CliProcess.Ended> RecoverAsync(params string[] arguments) =>
        CliProcess.RunAsync(arguments, variables: Variables);

    /// <summary>Flags that name the window from the first event on.</summary>
    public string[] Window(string run, DateTimeOffset to) =>
        [
            "--run",
            run,
            "--stream",
            stack!.Options.Streams.Source.Value,
            "--from",
            Rfc(From),
            "--to",
            Rfc(to),
            "--version",
            "rate-adjustment/1",
        ];

    public async ValueTask DisposeAsync()
    {
        if (stack is not null)
        {
            await stack.DisposeAsync();
        }

        folder.Delete(recursive: true);
    }

    private async Task PutAsync(int events)
    {
        var entries = Enumerable
            .Range(0, events)
            .Select(number => new PutRecordsRequestEntry
            {
                PartitionKey = string.Create(CultureInfo.InvariantCulture, $"key-{number % 40}"),
                Data = new MemoryStream(
                    Encoding.UTF8.GetBytes(
                        $$"""{"id":"e{{number}}","timestamp":"2026-11-22T08:00:00Z","original_value":100}"""
                    )
                ),
            });
        var request = new PutRecordsRequest
        {
            StreamName = stack!.Options.Streams.Source.Value,
            Records = [.. entries],
        };
        (await stack.Kinesis.PutRecordsAsync(request, Token)).FailedRecordCount.ShouldBe(0);
    }

    private static string Rfc(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
