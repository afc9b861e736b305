using System.Text;
using System.Text.Json.Nodes;
using Amazon.Kinesis.Model;
using EventRecovery.Configuration;
using EventRecovery.Deployment.Tests.Stack;
using EventRecovery.Deployment.Tests.Templates;
using EventRecovery.Local.Emulators;
using EventRecovery.Local.Stack;
using EventRecovery.Streams;

[assembly: AssemblyFixture(typeof(LocalDeployment))]

namespace EventRecovery.Deployment.Tests.Stack;

/// <summary>
/// The real functions on the local stack, named as a deployment with default parameters names them, and with a recorder between them and
/// what stands for AWS. One for the assembly.
/// </summary>
public sealed class LocalDeployment : IAsyncLifetime
{
    private static readonly TimeSpan ClockLag = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly StackNames Names = new(StackNames.Default);
    private static readonly string Bucket = Names.Bucket(Evaluation.Account, Evaluation.Region);

    /// <summary>The stream of the consumer's results, which audits read.</summary>
    private static readonly StreamName Results = new(Scenario.Full.Parameters["ResultsStreamName"]);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("deployment-");
    private readonly LocalStreams streams = new();

    internal LocalStack Local { get; private set; } = null!;

    internal CallRecorder Recorder { get; private set; } = null!;

    /// <summary>The time in the emulated Kinesis: its clock is behind, so that a window of what was just put is long over.</summary>
    internal static DateTimeOffset StreamTime => TimeProvider.System.GetUtcNow() - ClockLag;

    public async ValueTask InitializeAsync()
    {
        Recorder = new CallRecorder
        {
            Streams = [streams.Source.Value, streams.Error.Value, streams.Recovered.Value, Results.Value],
            Table = Names.Table,
        };
        await Recorder.StartAsync(CancellationToken.None);
        var lambdas = Path.Combine(AppContext.BaseDirectory, "lambdas");
        Local = await LocalStack.StartAsync(
            new LocalStackOptions
            {
                Reprocessor = Path.Combine(lambdas, "reprocessor", "EventRecovery.Reprocessor.dll"),
                Replayer = Path.Combine(lambdas, "replayer", "EventRecovery.Replayer.dll"),
                Auditor = Path.Combine(lambdas, "auditor", "EventRecovery.Auditor.dll"),
                ArchivePrefix = "archive",
                Folder = folder.FullName,
                Shards = 2,
                Emulators = new EmulatorOptions { ClockLag = ClockLag },
                Variables = new Dictionary<string, string>
                {
                    ["AWS_ENDPOINT_URL_KINESIS"] = $"{Recorder.Url}",
                    ["AWS_ENDPOINT_URL_DYNAMODB"] = $"{Recorder.Url}",
                    ["AWS_ENDPOINT_URL_CLOUDWATCH"] = $"{Recorder.Url}",
                    ["AWS_ENDPOINT_URL_S3"] = $"{Recorder.Url}",
                    [Variables.Folder] = "",
                    [Variables.Bucket] = Bucket,
                    [Variables.Rates] = "1.1",
                    // As long as the emulated clock is behind, with the grace: so the last full window holds what is put now.
                    [Variables.AuditLength] = "PT5M",
                    [Variables.AuditProcessed] = Scenario.Full.VariableOf(Names.Auditor, Variables.AuditProcessed),
                },
            }
        );
        Recorder.Kinesis = Local.KinesisUrl;
        Recorder.DynamoDb = Local.DynamoDbUrl;
        Recorder.CloudWatch = Local.MetricsUrl;
        await StreamSetup.CreateAsync(Local.Kinesis, Results, 1, TimeProvider.System, CancellationToken.None);
        // What the consumer processed before: an audit refuses a place that holds nothing.
        Recorder.Add("results/billing/first.jsonl", Event("before", 0));
    }

    public async ValueTask DisposeAsync()
    {
        await (Local?.DisposeAsync() ?? ValueTask.CompletedTask);
        await Recorder.DisposeAsync();
        folder.Delete(recursive: true);
    }

    internal async Task PutAsync(string stream, params string[] events)
    {
        foreach (var data in events)
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
            var answer = await Local.Kinesis.PutRecordsAsync(request, TestContext.Current.CancellationToken);
            answer.FailedRecordCount.ShouldBe(0);
        }
    }

    /// <summary>Waits until the Reprocessor has seen everything on the error stream, and the archiver everything on the source stream.</summary>
    internal Task DrainAsync() =>
        Task.WhenAll(
            Local.Mapping.WaitUntilDrainedAsync(TestContext.Current.CancellationToken),
            Local.ArchiveMapping!.WaitUntilDrainedAsync(TestContext.Current.CancellationToken)
        );

    /// <summary>Puts an event on the source stream, and another one, until it is enough.</summary>
    internal async Task KeepPuttingAsync(CancellationToken enough)
    {
        for (var number = 0; !enough.IsCancellationRequested; number++)
        {
            await PutAsync(Local.Options.Streams.Source.Value, Event($"coming-{number}", number % 7));
            await Task.Delay(Pause, TimeProvider.System, enough).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    internal Task<JsonNode> InvokeReplayerAsync(JsonObject request) => InvokeAsync(Names.Replayer, request);

    internal Task<JsonNode> InvokeAuditorAsync(JsonObject request) => InvokeAsync(Names.Auditor, request);

    private async Task<JsonNode> InvokeAsync(string function, JsonObject request)
    {
        var answer = await Local.Lambda.InvokeAsync(function, Encoding.UTF8.GetBytes(request.ToJsonString()));
        return JsonNode.Parse(answer.Payload.Span)!;
    }

    /// <summary>What an audit found, as it lies in the bucket.</summary>
    internal string FindingsOf(JsonNode answer) => Recorder.Read($"{Bucket}/{answer["findings"]}");

    /// <summary>Events of every kind that is treated differently: good, broken, broken and large, and larger corrected than a record may be.</summary>
    internal static string[] EventsOfEveryKind(string ids) =>
        [
            .. Enumerable.Range(0, 20).Select(number => Event($"{ids}-{number}", number)),
            "not json",
            new string('?', 400_000),
            Event($"{ids}-large", 1_048_300 - Event($"{ids}-large", 0).Length),
        ];

    private static string Event(string id, int padding) =>
        $$"""{"id":"{{id}}","timestamp":"{{StreamTime.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}}","original_value":10,"note":"{{new string('x', padding)}}"}""";
}
