using System.Text;
using Amazon.Kinesis.Model;
using EventRecovery.Cli;
using EventRecovery.Cli.Runtime;
using EventRecovery.Configuration;
using EventRecovery.Local.Emulators;
using EventRecovery.Local.Stack;

namespace EventRecovery.Deployment.Tests.Runbook;

/// <summary>A local stack after an incident, and the operator's tool pointed at it as it would be at AWS: by variables.</summary>
internal sealed class RunbookStack : IAsyncDisposable
{
    private static readonly TimeSpan ClockLag = TimeSpan.FromMinutes(10);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("runbook-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private LocalStack Local { get; set; } = null!;

    /// <summary>A moment before the incident.</summary>
    public DateTimeOffset From { get; } = StreamTime.AddSeconds(-5);

    /// <summary>The time in the emulated Kinesis: its clock is behind, so that a window of what was just put is long over.</summary>
    public static DateTimeOffset StreamTime => TimeProvider.System.GetUtcNow() - ClockLag;

    public static async Task<RunbookStack> StartAsync()
    {
        var stack = new RunbookStack();
        var lambdas = Path.Combine(AppContext.BaseDirectory, "lambdas");
        stack.Local = await LocalStack.StartAsync(
            new LocalStackOptions
            {
                Reprocessor = Path.Combine(lambdas, "reprocessor", "EventRecovery.Reprocessor.dll"),
                Replayer = Path.Combine(lambdas, "replayer", "EventRecovery.Replayer.dll"),
                ArchivePrefix = "archive",
                Folder = stack.folder.FullName,
                Shards = 2,
                Emulators = new EmulatorOptions { ClockLag = ClockLag },
                Variables = new Dictionary<string, string> { [Variables.Rates] = "1.1,1.25" },
            },
            cancellationToken: Token
        );
        return stack;
    }

    /// <summary>The consumer dropped every event without a word, and met two that nobody can process.</summary>
    public async Task BreakAsync()
    {
        var streams = Local.Options.Streams;
        for (var number = 0; number < 30; number++)
        {
            var time = StreamTime.UtcDateTime;
            await PutAsync(
                streams.Source.Value,
                $$"""{"id":"e-{{number}}","timestamp":"{{time:yyyy-MM-ddTHH:mm:ss.fffZ}}","original_value":{{number}}}"""
            );
        }

        await PutAsync(streams.Error.Value, "not json");
        await PutAsync(streams.Error.Value, """{"timestamp":"2026-11-22T08:00:00Z","original_value":1}""");
        await Local.Mapping.WaitUntilDrainedAsync(Token);
        await Local.ArchiveMapping!.WaitUntilDrainedAsync(Token);
    }

    /// <summary>What the runbook's words stand for, and where its files are.</summary>
    public Dictionary<string, string> Values(DateTimeOffset to)
    {
        var values = new Dictionary<string, string>
        {
            ["STACK"] = StackNames.Default,
            ["FROM"] = $"{From.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}",
            ["TO"] = $"{to.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}",
            ["ME"] = "on-call",
        };
        foreach (var name in new[] { "TRIAL", "TRIAL-2", "RUN", "RUN-2", "RUN-ONLY", "RUN-ARCHIVE" })
        {
            values[name] = name.ToLowerInvariant();
        }

        foreach (
            var name in new[]
            {
                "findings.jsonl",
                "report.html",
                "app.log",
                "mapping.json",
                "events.jsonl",
                "lost.jsonl",
            }
        )
        {
            values[name] = Path.Combine(folder.FullName, name);
        }

        File.WriteAllText(values["app.log"], """{"payment":"p-1","at":"2026-11-22T08:00:00Z","amount":10}""" + "\n");
        File.WriteAllText(values["mapping.json"], RunbookCommand.Mapping());
        return values;
    }

    /// <summary>What <c>aws s3 cp</c> does where there is a bucket.</summary>
    public void Upload(string file, string place)
    {
        var target = Path.Combine(Local.ObjectsFolder, place["s3://BUCKET/".Length..]);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(file, target);
    }

    /// <summary>Runs a command of the tool.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(IEnumerable<string> arguments)
    {
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        var exitCode = await RecoverApp.RunAsync(
            [.. arguments],
            Surroundings.OfThisProcess() with
            {
                Input = Stream.Null,
                Output = new OutputTarget(output, IsTerminal: false),
                Error = new OutputTarget(error, IsTerminal: false),
            },
            Token
        );
        return ((int)exitCode, Encoding.UTF8.GetString([.. output.ToArray(), .. error.ToArray()]));
    }

    /// <summary>Where the first event parked for a reason lies.</summary>
    public async Task<string> PlaceAsync(string reason)
    {
        var (_, output) = await RunAsync(["parked", "list", "--table", StackNames.Default]);
        var lines = output.Split('\n');
        var heading = Array.FindIndex(lines, line => line.EndsWith(reason, StringComparison.Ordinal));
        heading.ShouldBeGreaterThanOrEqualTo(0, output);
        return lines[heading + 1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
    }

    /// <summary>The variables that a person sets before anything else.</summary>
    public void SetVariables()
    {
        foreach (
            var (name, value) in new Dictionary<string, string>
            {
                ["AWS_REGION"] = EmulatorKind.Region,
                ["AWS_ACCESS_KEY_ID"] = "operator",
                ["AWS_SECRET_ACCESS_KEY"] = "operator",
                // For the services that are not used here too: no test may reach AWS.
                ["AWS_ENDPOINT_URL"] = $"{Local.DynamoDbUrl}",
                ["AWS_ENDPOINT_URL_KINESIS"] = $"{Local.KinesisUrl}",
                ["AWS_ENDPOINT_URL_DYNAMODB"] = $"{Local.DynamoDbUrl}",
                ["AWS_ENDPOINT_URL_LAMBDA"] = $"{Local.LambdaUrl}",
                [Variables.Folder] = Local.ObjectsFolder,
            }
        )
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (Local?.DisposeAsync() ?? ValueTask.CompletedTask);
        folder.Delete(recursive: true);
    }

    private async Task PutAsync(string stream, string data)
    {
        var request = new PutRecordsRequest
        {
            StreamName = stream,
            Records =
            [
                new PutRecordsRequestEntry
                {
                    PartitionKey = $"{data.Length}",
                    Data = new MemoryStream(Encoding.UTF8.GetBytes(data)),
                },
            ],
        };
        (await Local.Kinesis.PutRecordsAsync(request, Token)).FailedRecordCount.ShouldBe(0);
    }
}
