using Amazon.DynamoDBv2;
using Amazon.Kinesis;
using EventRecovery.Aws.DynamoDb;
using EventRecovery.Aws.Kinesis;
using EventRecovery.Configuration;
using EventRecovery.Local.Emulators;
using EventRecovery.Local.EventSources;
using EventRecovery.Local.Lambdas;
using EventRecovery.Local.Metrics;
using EventRecovery.Streams;

namespace EventRecovery.Local.Stack;

/// <summary>
/// The whole of EventRecovery on one machine: the two emulators with three streams and the table, the real functions behind the Invoke API,
/// the error stream wired to the Reprocessor, a place for metrics, and folders where AWS would use S3. Everything listens on loopback only
/// and ends with this, also when this process is killed.
/// </summary>
/// <example>
/// <code>
/// await using var stack = await LocalStack.StartAsync(new() { Reprocessor = path, Folder = folder }, progress, token);
/// // put error events on stack.Kinesis …
/// await stack.Mapping.WaitUntilDrainedAsync(token);
/// </code>
/// </example>
public sealed class LocalStack : IAsyncDisposable
{
    /// <summary>What the emulators take themselves to be in.</summary>
    public const string Region = EmulatorKind.Region;

    private readonly DisposalStack parts = new();
    private int disposed;

    private LocalStack(LocalStackOptions options) => Options = options;

    /// <summary>What it was started with.</summary>
    public LocalStackOptions Options { get; }

    /// <summary>Where Kinesis answers.</summary>
    public Uri KinesisUrl { get; private set; } = null!;

    /// <summary>Where DynamoDB answers.</summary>
    public Uri DynamoDbUrl { get; private set; } = null!;

    /// <summary>Where the Lambda Invoke API answers.</summary>
    public Uri LambdaUrl => Lambda.Url;

    /// <summary>Where PutMetricData is taken, and <c>/metrics</c> shown.</summary>
    public Uri MetricsUrl { get; private set; } = null!;

    /// <summary>A client of the emulated Kinesis. Owned by the stack.</summary>
    public IAmazonKinesis Kinesis { get; private set; } = null!;

    /// <summary>A client of the emulated DynamoDB. Owned by the stack.</summary>
    public IAmazonDynamoDB DynamoDb { get; private set; } = null!;

    /// <summary>The functions.</summary>
    public LambdaHost Lambda { get; private set; } = null!;

    /// <summary>What feeds the Reprocessor: its progress, and when it has caught up.</summary>
    public EventSourceMapping Mapping { get; private set; } = null!;

    /// <summary>What feeds the archiver; null where there is none.</summary>
    public EventSourceMapping? ArchiveMapping { get; private set; }

    /// <summary>What the functions reported.</summary>
    public MetricStore Metrics { get; private set; } = null!;

    /// <summary>Where objects go that would go to S3.</summary>
    public string ObjectsFolder => ObjectsIn(Options.Folder);

    /// <summary>The same, of a stack in another process that keeps its files in <paramref name="folder"/>.</summary>
    public static string ObjectsIn(string folder) => Path.Combine(folder, "objects");

    /// <summary>Where batches go that the event source mapping gave up.</summary>
    public string FailedBatchesFolder => Path.Combine(Options.Folder, "failed-batches");

    /// <summary>What the functions write: one file a function.</summary>
    public string LogsFolder => Path.Combine(Options.Folder, "logs");

    /// <summary>Starts everything; on a failure, what had started is stopped again.</summary>
    /// <param name="options">Names, sizes, paths.</param>
    /// <param name="progress">Hears the steps. Null: nobody.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="LocalStackException">Something that the stack needs is missing or does not start.</exception>
    public static async Task<LocalStack> StartAsync(
        LocalStackOptions options,
        IStackProgress? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        RequireExecutable(options.Reprocessor);
        RequireExecutable(options.Replayer);
        RequireExecutable(options.Auditor);
        var stack = new LocalStack(options);
        try
        {
            await stack.StartAsync(progress ?? SilentProgress.Instance, cancellationToken);
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops everything, in the reverse order of its start. The folder stays.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 0)
        {
            await parts.DisposeAsync();
        }
    }

    private async Task StartAsync(IStackProgress progress, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(ObjectsFolder);
        var emulators = parts.Push(await EmulatorPair.StartAsync(Options.Emulators, progress, cancellationToken));
        (KinesisUrl, DynamoDbUrl) = (emulators.KinesisUrl, emulators.DynamoDbUrl);
        Kinesis = parts.PushPlain(LocalClients.Kinesis(KinesisUrl));
        DynamoDb = parts.PushPlain(LocalClients.DynamoDb(DynamoDbUrl));

        var (sourceArn, errorArn) = await progress.StepAsync(
            "Creating the streams and the table",
            () => CreateResourcesAsync(cancellationToken)
        );
        await progress.StepAsync("Starting the functions", () => StartFunctionsAsync(cancellationToken));
        var failures = new FolderDestination(FailedBatchesFolder);
        Mapping = StartMapping(
            Options.Streams.Error,
            errorArn,
            LocalFunctions.Reprocessor,
            Options.Mapping with
            {
                OnFailure = Options.Mapping.OnFailure ?? failures,
            }
        );
        if (Options.ArchivePrefix is not null)
        {
            ArchiveMapping = StartMapping(
                Options.Streams.Source,
                sourceArn,
                LocalFunctions.Archiver,
                Options.ArchiveMapping
            );
        }
    }

    private async Task<(string SourceArn, string ErrorArn)> CreateResourcesAsync(CancellationToken cancellationToken)
    {
        var table = RecoveryTableSetup.EnsureAsync(DynamoDb, Options.Table, Options.Time, cancellationToken);
        var arns = await Task.WhenAll(
            Options.Streams.All.Select(name =>
                StreamSetup.CreateAsync(Kinesis, name, Options.Shards, Options.Time, cancellationToken)
            )
        );
        await table;
        return (arns[0], arns[1]);
    }

    private async Task<LambdaHost> StartFunctionsAsync(CancellationToken cancellationToken)
    {
        var logs = parts.PushPlain(new FunctionLogFiles(LogsFolder));
        var metrics = parts.Push(await MetricsServer.StartAsync(Options.Time, cancellationToken));
        (MetricsUrl, Metrics) = (metrics.Url, metrics.Metrics);
        var host = new LambdaHostOptions
        {
            AccountId = EmulatorKind.AccountId,
            Region = EmulatorKind.Region,
            Environment = Variables(),
            Log = logs.Write,
            Time = Options.Time,
        };
        return Lambda = parts.Push(await LambdaHost.StartAsync(Functions(), host, cancellationToken));
    }

    private EventSourceMapping StartMapping(
        StreamName stream,
        string streamArn,
        string function,
        EventSourceMappingOptions options
    )
    {
        var source = new EventSource(
            stream,
            streamArn,
            Lambda.ArnOf(function),
            EmulatorKind.Region,
            $"arn:aws:iam::{EmulatorKind.AccountId}:role/event-recovery-local"
        );
        return parts.Push(
            EventSourceMapping.Start(
                new KinesisShardReader(Kinesis),
                source,
                payload => Lambda.InvokeAsync(function, payload),
                options,
                Options.Time
            )
        );
    }

    private IEnumerable<LambdaFunction> Functions()
    {
        yield return new LambdaFunction(LocalFunctions.Reprocessor, Options.Reprocessor)
        {
            Timeout = Options.FunctionTimeout,
        };
        if (Options.Replayer is { } replayer)
        {
            yield return new LambdaFunction(LocalFunctions.Replayer, replayer) { Timeout = Options.FunctionTimeout };
        }

        if (Options.Auditor is { } auditor)
        {
            yield return new LambdaFunction(LocalFunctions.Auditor, auditor) { Timeout = Options.FunctionTimeout };
        }

        if (Options.ArchivePrefix is { } prefix)
        {
            yield return new LambdaFunction(LocalFunctions.Archiver, Options.Reprocessor)
            {
                Timeout = Options.FunctionTimeout,
                Environment = new Dictionary<string, string> { [Configuration.Variables.ArchivePrefix] = prefix },
            };
        }
    }

    internal Dictionary<string, string> Variables()
    {
        var variables = new Dictionary<string, string>
        {
            ["AWS_ENDPOINT_URL_KINESIS"] = $"{KinesisUrl}",
            ["AWS_ENDPOINT_URL_DYNAMODB"] = $"{DynamoDbUrl}",
            ["AWS_ENDPOINT_URL_CLOUDWATCH"] = $"{MetricsUrl}",
            [Configuration.Variables.Table] = Options.Table,
            [Configuration.Variables.RecoveredStream] = Options.Streams.Recovered.Value,
            [Configuration.Variables.Folder] = ObjectsFolder,
            [Configuration.Variables.AuditExpected] = $"stream:{Options.Streams.Source}",
            [Configuration.Variables.AuditProcessed] = $"stream:{Options.Streams.Recovered}",
        };
        foreach (var (name, value) in Options.Variables)
        {
            variables[name] = value;
        }

        return variables;
    }

    private static void RequireExecutable(string? path)
    {
        if (path is not null && !File.Exists(path))
        {
            throw new LocalStackException(
                $"The function {path} is not there: build it with `dotnet build` and try again."
            );
        }
    }
}
