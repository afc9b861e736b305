using System.Text;
using Amazon.DynamoDBv2;
using Amazon.Kinesis.Model;
using EventRecovery.Configuration;
using EventRecovery.Local.Stack;
using EventRecovery.Local.Tests.Lambdas;
using EventRecovery.Streams;

namespace EventRecovery.Local.Tests.Stack;

public sealed class LocalStackTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("stack-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Error_events_reach_the_reprocessor_across_a_reshard()
    {
        await using var stack = await LocalStack.StartAsync(Options(), cancellationToken: Token);
        await PutAsync(stack, 0, 100);
        await SplitAsync(stack, "shardId-000000000000");
        await PutAsync(stack, 100, 200);

        await stack.Mapping.WaitUntilDrainedAsync(Token);

        var progress = stack.Mapping.Progress;
        progress.Delivered.ShouldBe(200);
        progress.Failures.ShouldBe(0);
        progress.Shards.Count.ShouldBe(4);
        progress.Shards.Single(shard => shard.Finished).Shard.ShouldBe(new ShardId("shardId-000000000000"));
    }

    [Fact]
    public async Task The_functions_know_where_the_stack_is()
    {
        await using var stack = await LocalStack.StartAsync(
            Options() with
            {
                Variables = new Dictionary<string, string> { [Variables.Rates] = "1.2" },
            },
            cancellationToken: Token
        );

        var answer = await stack.Lambda.InvokeAsync(LocalFunctions.Replayer, """{"do":"variables"}"""u8.ToArray());

        var variables = MischiefHost.Json(answer);
        variables["AWS_ENDPOINT_URL_KINESIS"]!.ToString().ShouldBe(stack.KinesisUrl.ToString());
        variables["AWS_ENDPOINT_URL_DYNAMODB"]!.ToString().ShouldBe(stack.DynamoDbUrl.ToString());
        variables["AWS_ENDPOINT_URL_CLOUDWATCH"]!.ToString().ShouldBe(stack.MetricsUrl.ToString());
        variables[Variables.Table]!.ToString().ShouldBe("event-recovery");
        variables[Variables.RecoveredStream]!.ToString().ShouldBe("recovered_events");
        variables[Variables.Folder]!.ToString().ShouldBe(stack.ObjectsFolder);
        variables[Variables.Rates]!.ToString().ShouldBe("1.2");
    }

    [Fact]
    public async Task Streams_table_and_folders_are_made()
    {
        await using var stack = await LocalStack.StartAsync(Options(), cancellationToken: Token);

        foreach (var name in new[] { "event_stream", "error_events", "recovered_events" })
        {
            var shards = await stack.Kinesis.ListShardsAsync(new ListShardsRequest { StreamName = name }, Token);
            shards.Shards.Count.ShouldBe(2);
        }

        var table = (await stack.DynamoDb.DescribeTableAsync("event-recovery", Token)).Table;
        table.KeySchema.Select(key => key.AttributeName).ShouldBe(["pk", "sk"]);
        Directory.Exists(stack.ObjectsFolder).ShouldBeTrue();
    }

    [Fact]
    public async Task What_the_functions_write_is_in_their_log_files()
    {
        await using var stack = await LocalStack.StartAsync(Options(), cancellationToken: Token);

        await stack.Lambda.InvokeAsync(LocalFunctions.Replayer, """{"do":"echo"}"""u8.ToArray());

        var path = Path.Combine(stack.LogsFolder, $"{LocalFunctions.Replayer}.log");
        await Eventually.BecomesTrueAsync(
            async () => File.Exists(path) && await ContainsAsync(path, "asked to echo"),
            Token
        );
    }

    [Fact]
    public async Task A_function_that_is_not_there_is_one_clear_line()
    {
        var options = Options() with { Reprocessor = Path.Combine(folder.FullName, "Reprocessor.dll") };

        var failure = await Should.ThrowAsync<LocalStackException>(() =>
            LocalStack.StartAsync(options, cancellationToken: Token)
        );

        failure.Message.ShouldStartWith($"The function {options.Reprocessor} is not there: ");
    }

    [Fact]
    public async Task A_start_that_fails_half_way_stops_what_had_started()
    {
        // A table name of two letters is refused, when the emulators are running already.
        var progress = new RememberedProgress();

        await Should.ThrowAsync<AmazonDynamoDBException>(() =>
            LocalStack.StartAsync(Options() with { Table = "no" }, progress, Token)
        );

        progress.Finished.ShouldBe(["Starting the emulators"]);
        progress.Started.ShouldBe(["Starting the emulators", "Creating the streams and the table"]);
    }

    [Fact]
    public async Task Disposing_stops_everything()
    {
        var stack = await LocalStack.StartAsync(Options(), cancellationToken: Token);
        Uri[] urls = [stack.KinesisUrl, stack.DynamoDbUrl, stack.LambdaUrl, stack.MetricsUrl];

        await stack.DisposeAsync();

        foreach (var url in urls)
        {
            (await Loopback.AnswersAsync(url, Token)).ShouldBeFalse();
        }
    }

    public void Dispose() => folder.Delete(recursive: true);

    private LocalStackOptions Options() =>
        new()
        {
            Reprocessor = TestProgram.DllPath,
            Replayer = TestProgram.DllPath,
            Folder = folder.FullName,
            Shards = 2,
        };

    private static async Task PutAsync(LocalStack stack, int from, int to)
    {
        var records = Enumerable
            .Range(from, to - from)
            .Select(number => new PutRecordsRequestEntry
            {
                PartitionKey = $"{number}",
                Data = new MemoryStream(Encoding.UTF8.GetBytes($$"""{"id":"{{number}}"}""")),
            });
        var request = new PutRecordsRequest { StreamName = "error_events", Records = [.. records] };
        (await stack.Kinesis.PutRecordsAsync(request, Token)).FailedRecordCount.ShouldBe(0);
    }

    private static async Task SplitAsync(LocalStack stack, string shard)
    {
        await stack.Kinesis.SplitShardAsync(
            new SplitShardRequest
            {
                StreamName = "error_events",
                ShardToSplit = shard,
                NewStartingHashKey = "1000000000000000000000000000000",
            },
            Token
        );
        await Eventually.BecomesTrueAsync(
            async () =>
                (await stack.Kinesis.ListShardsAsync(new ListShardsRequest { StreamName = "error_events" }, Token))
                    .Shards
                    .Count == 4,
            Token
        );
    }

    private static async Task<bool> ContainsAsync(string path, string text)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return (await reader.ReadToEndAsync(Token)).Contains(text, StringComparison.Ordinal);
    }

    private sealed class RememberedProgress : IStackProgress
    {
        public List<string> Started { get; } = [];

        public List<string> Finished { get; } = [];

        void IStackProgress.Started(string step) => Started.Add(step);

        void IStackProgress.Finished(string step) => Finished.Add(step);
    }
}
