using Amazon.Kinesis.Model;
using EventRecovery.Aws.DynamoDb;
using EventRecovery.Aws.Kinesis;
using EventRecovery.Local.Lambdas;
using EventRecovery.Local.Stack;
using EventRecovery.Objects;
using EventRecovery.Parking;
using EventRecovery.Publishing;
using EventRecovery.Streams;
using EventRecovery.Telemetry;
using EventRecovery.Testing.Time;

namespace EventRecovery.Reprocessor.Tests.Stack;

/// <summary>The local stack around the real Reprocessor, in a folder of its own, and a test's hands on it.</summary>
internal sealed class ReprocessorStack : IAsyncDisposable
{
    // Seconds are the rule. A function that never answers shall fail its test, not stop the run.
    private static readonly TimeSpan LongestDrain = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo folder;
    private readonly HttpClient http = new();

    private ReprocessorStack(LocalStack local, DirectoryInfo folder) => (Local, this.folder) = (local, folder);

    /// <summary>The program under test. It lies beside the tests.</summary>
    public static string Executable { get; } = Path.Combine(AppContext.BaseDirectory, "EventRecovery.Reprocessor.dll");

    public LocalStack Local { get; }

    public static async Task<ReprocessorStack> StartAsync(Func<LocalStackOptions, LocalStackOptions>? configure = null)
    {
        var own = Directory.CreateTempSubdirectory("reprocessor-");
        try
        {
            var options = new LocalStackOptions
            {
                Reprocessor = Executable,
                Folder = own.FullName,
                Shards = 2,
            };
            var local = await LocalStack.StartAsync(configure?.Invoke(options) ?? options, null, Token);
            return new ReprocessorStack(local, own);
        }
        catch
        {
            own.Delete(recursive: true);
            throw;
        }
    }

    /// <summary>Invokes the function over the Invoke API, as the AWS CLI would.</summary>
    public async Task<(string Payload, bool Failed)> InvokeAsync(string json)
    {
        var url = new Uri(Local.LambdaUrl, $"2015-03-31/functions/{LocalFunctions.Reprocessor}/invocations");
        using var body = new StringContent(json);
        using var response = await http.PostAsync(url, body, Token);
        response.EnsureSuccessStatusCode();
        var failed = response.Headers.Contains("X-Amz-Function-Error");
        return (await response.Content.ReadAsStringAsync(Token), failed);
    }

    /// <summary>Puts records on the error stream, in order as far as one key goes.</summary>
    public async Task PutErrorsAsync(IEnumerable<ErrorRecord> records)
    {
        foreach (var call in records.Chunk(PublishLimits.RecordsPerCall))
        {
            var request = new PutRecordsRequest
            {
                StreamName = Local.Options.Streams.Error.Value,
                Records =
                [
                    .. call.Select(record => new PutRecordsRequestEntry
                    {
                        PartitionKey = record.Key,
                        Data = new MemoryStream(record.Data),
                    }),
                ],
            };
            (await Local.Kinesis.PutRecordsAsync(request, Token)).FailedRecordCount.ShouldBe(0);
        }
    }

    /// <summary>Waits until the mapping has delivered everything, and shows that it gave nothing up.</summary>
    public async Task DrainAsync()
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(Token);
        bound.CancelAfter(LongestDrain);
        try
        {
            await Local.Mapping.WaitUntilDrainedAsync(bound.Token);
        }
        catch (OperationCanceledException late) when (!Token.IsCancellationRequested)
        {
            var progress = Local.Mapping.Progress;
            var shards = string.Join("; ", progress.Shards);
            throw new TimeoutException($"Not drained after {LongestDrain}: {progress}, {shards}", late);
        }

        Local.Mapping.Progress.Discarded.ShouldBe(0);
    }

    public Task<IReadOnlyList<StreamRecord>> ReadErrorsAsync() => ReadAsync(Local.Options.Streams.Error);

    public Task<IReadOnlyList<StreamRecord>> ReadRecoveredAsync() => ReadAsync(Local.Options.Streams.Recovered);

    /// <summary>Everything parked from records that arrived on a day.</summary>
    public async Task<IReadOnlyList<ParkedItem>> ReadParkedAsync(params DateOnly[] days)
    {
        using var metrics = new RecoveryMetrics();
        var parked = new DynamoParkedEvents(
            new RecoveryTable(Local.DynamoDb, Local.Options.Table, metrics),
            new FolderObjectStore(Local.ObjectsFolder, new SeededEntropy(1)),
            TimeProvider.System
        );
        var items = new List<ParkedItem>();
        foreach (var day in days)
        {
            await foreach (var item in parked.ListAsync(day, Token))
            {
                items.Add(item);
            }
        }

        return items;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Local.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>All that a stream holds, shard by shard, each in its order.</summary>
    private async Task<IReadOnlyList<StreamRecord>> ReadAsync(StreamName stream)
    {
        var reader = new KinesisShardReader(Local.Kinesis);
        var records = new List<StreamRecord>();
        foreach (var shard in await reader.ListShardsAsync(stream, Token))
        {
            ShardIterator? next = await reader.OpenAsync(stream, shard.Id, new ShardStart.TrimHorizon(), Token);
            while (next is { } iterator)
            {
                var page = await reader.ReadAsync(iterator, 1_000, Token);
                records.AddRange(page.Records);
                var isTip = page.Records.Count == 0 && page.BehindLatest <= TimeSpan.Zero;
                next = isTip ? null : page.Next;
            }
        }

        return records;
    }
}
