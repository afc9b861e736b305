using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2.Model;
using EventRecovery.Aws.DynamoDb;
using EventRecovery.Aws.Kinesis;
using EventRecovery.Configuration;
using EventRecovery.Local.Lambdas;
using EventRecovery.Local.Stack;
using EventRecovery.Objects;
using EventRecovery.Replay;
using EventRecovery.Replay.Checkpoints;
using EventRecovery.Runtime;
using EventRecovery.Streams;
using EventRecovery.Telemetry;
using EventRecovery.Testing.Faults;

namespace EventRecovery.Replayer.Tests.Stack;

/// <summary>The real Replayer, deployed with a source stream, a recovered stream and a table of its own.</summary>
internal sealed class Deployment : IAsyncDisposable
{
    public const string Function = LocalFunctions.Replayer;

    private static readonly string Executable = Path.Combine(
        AppContext.BaseDirectory,
        "lambdas",
        "replayer",
        "EventRecovery.Replayer.dll"
    );

    private static int count;

    private readonly Emulators emulators;
    private readonly string table;
    private readonly RecoveryMetrics metrics = new();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("replayer-");

    private Deployment(Emulators emulators, SourceStream source, string name)
    {
        this.emulators = emulators;
        Source = source;
        Recovered = new StreamName($"recovered-{name}");
        table = $"table-{name}";
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public SourceStream Source { get; }

    public StreamName Recovered { get; }

    public LambdaHost Host { get; private set; } = null!;

    /// <summary>The store that the function keeps its checkpoints in.</summary>
    public DynamoCheckpointStore Checkpoints => new(new RecoveryTable(emulators.DynamoDb, table, metrics));

    /// <summary>The function's own store.</summary>
    public FolderObjectStore Objects => new(folder.FullName, new SystemEntropy());

    public ConcurrentQueue<string> Log { get; } = new();

    /// <param name="source">Null: a new stream of two shards.</param>
    /// <param name="kinesis">A wire between the function and Kinesis; null: none.</param>
    public static async Task<Deployment> StartAsync(
        Emulators emulators,
        TimeSpan? timeout = null,
        SourceStream? source = null,
        AwsProxy? kinesis = null
    )
    {
        var name = $"{Interlocked.Increment(ref count)}";
        source ??= await SourceStream.CreateAsync(emulators.Kinesis, new StreamName($"source-{name}"), shards: 2);
        var deployment = new Deployment(emulators, source, name);
        await deployment.StartAsync(timeout ?? TimeSpan.FromSeconds(60), kinesis);
        return deployment;
    }

    /// <summary>A request for the whole source stream.</summary>
    public JsonObject Request(string run = "pricing-bug", string version = "rate-adjustment/1") =>
        new()
        {
            ["runId"] = run,
            ["stream"] = Source.Name.Value,
            ["from"] = $"{Source.From.UtcDateTime:O}",
            ["to"] = $"{Source.From.AddMinutes(3).UtcDateTime:O}",
            ["version"] = version,
            ["limits"] = new JsonObject { ["recordsPerSecondPerShard"] = 1_000_000 },
        };

    public async Task<Answer> InvokeAsync(JsonNode request) =>
        Answer.Of(await Host.InvokeAsync(Function, Encoding.UTF8.GetBytes(request.ToJsonString())));

    /// <summary>A short deadline is for the work, and not for a new process to find its feet.</summary>
    public async Task WarmUpAsync()
    {
        var plan = Request();
        plan["mode"] = "plan";
        for (var attempt = 0; (await InvokeAsync(plan)).State != "planned"; attempt++)
        {
            attempt.ShouldBeLessThan(10);
        }
    }

    /// <summary>Invokes it again for as long as it continues, as a busy machine may make it.</summary>
    public async Task<Answer> CompleteAsync(JsonNode request)
    {
        var answer = await InvokeAsync(request);
        for (var again = 0; again < 10 && answer.State == "continues"; again++)
        {
            answer = await InvokeAsync(request);
        }

        answer.State.ShouldBe("complete", $"{answer}");
        return answer;
    }

    public Task<Answer> InvokeAsync(string action, string run = "pricing-bug") =>
        InvokeAsync(new JsonObject { ["action"] = action, ["runId"] = run });

    public Task<RecoveredStream> RecoveredAsync() => RecoveredStream.ReadAsync(emulators.Kinesis, Recovered);

    /// <summary>The run's checkpoints, as they lie in the table.</summary>
    public async Task<IReadOnlyList<Dictionary<string, AttributeValue>>> CheckpointsAsync(string run = "pricing-bug")
    {
        var query = new QueryRequest
        {
            TableName = table,
            KeyConditionExpression = "pk = :run AND begins_with(sk, :shard)",
            ExpressionAttributeValues = new()
            {
                [":run"] = new AttributeValue($"run#{run}"),
                [":shard"] = new AttributeValue("shard#"),
            },
            ConsistentRead = true,
        };
        return (await emulators.DynamoDb.QueryAsync(query, Token)).Items;
    }

    /// <summary>Takes a shard's lease, as another worker would.</summary>
    public async Task<ShardCheckpoint> HoldAsync(string shard, string owner, string run = "pricing-bug")
    {
        var stream = await new KinesisShardReader(emulators.Kinesis).DescribeAsync(Source.Name, Token);
        // In whole seconds, as keys have it.
        var created = DateTimeOffset.FromUnixTimeSeconds(stream.CreatedAt.ToUnixTimeSeconds());
        var key = new ShardKey(Source.Name, created, new ShardId(shard));
        var lease = new Lease(owner, TimeProvider.System.GetUtcNow() + Lease.DefaultDuration, Fence: 1);
        var taken = ShardCheckpoint.Taken(key, lease, seen: null);
        (await Checkpoints.AcquireAsync(new RunId(run), seen: null, taken, Token)).ShouldBeTrue();
        return taken;
    }

    /// <summary>Lets the minute pass after which a dead worker's lease is over.</summary>
    public async Task LetLeasesEndAsync(string run = "pricing-bug")
    {
        foreach (var checkpoint in await CheckpointsAsync(run))
        {
            checkpoint["leaseEndsAt"] = new AttributeValue("2026-01-01T00:00:00.0000000Z");
            await emulators.DynamoDb.PutItemAsync(table, checkpoint, Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Host is not null)
        {
            await Host.DisposeAsync();
        }

        metrics.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task StartAsync(TimeSpan timeout, AwsProxy? kinesis)
    {
        var endpoints = new Dictionary<string, string>(emulators.Endpoints);
        if (kinesis is not null)
        {
            kinesis.Emulator = new Uri(endpoints["AWS_ENDPOINT_URL_KINESIS"]);
            endpoints["AWS_ENDPOINT_URL_KINESIS"] = $"{kinesis.Url}";
        }

        await StreamSetup.CreateAsync(emulators.Kinesis, Recovered, 2, TimeProvider.System, Token);
        await RecoveryTableSetup.EnsureAsync(emulators.DynamoDb, table, TimeProvider.System, Token);
        var options = new LambdaHostOptions
        {
            Environment = new Dictionary<string, string>(endpoints)
            {
                [Variables.Table] = table,
                [Variables.RecoveredStream] = Recovered.Value,
                [Variables.Folder] = folder.FullName,
                [Variables.Rates] = "1.1,1.25",
            },
            Log = line => Log.Enqueue(line.Text),
        };
        Host = await LambdaHost.StartAsync(
            [new LambdaFunction(Function, Executable) { Timeout = timeout }],
            options,
            Token
        );
    }
}
