using Amazon.Kinesis;
using Amazon.Kinesis.Model;
using EventRecovery.Aws.DynamoDb;
using EventRecovery.Aws.Kinesis;
using EventRecovery.Local.Emulators;
using EventRecovery.Local.Stack;
using EventRecovery.Replay;
using EventRecovery.Streams;
using EventRecovery.Telemetry;

namespace EventRecovery.Benchmarks.Replay;

/// <summary>The real adapters against kinesis-local and dynalite.</summary>
internal static class EmulatorScene
{
    private const string Table = "benchmark";
    private const int RecordsPerPut = 500;

    private static readonly StreamName Source = new("event_stream");
    private static readonly StreamName Recovered = new("recovered_events");

    public static async Task<SceneFigures> MeasureAsync(int events, int shards, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        await using var pair = await EmulatorPair.StartAsync(cancellationToken: cancellationToken);
        using var kinesis = LocalClients.Kinesis(pair.KinesisUrl);
        using var dynamoDb = LocalClients.DynamoDb(pair.DynamoDbUrl);
        using var metrics = new RecoveryMetrics();
        await StreamSetup.CreateAsync(kinesis, Source, shards, time, cancellationToken);
        await StreamSetup.CreateAsync(kinesis, Recovered, shards, time, cancellationToken);
        await RecoveryTableSetup.EnsureAsync(dynamoDb, Table, time, cancellationToken);
        var from = time.GetUtcNow();
        await PutAsync(kinesis, Enumerable.Range(0, events), from, cancellationToken);
        var to = time.GetUtcNow().AddTicks(1);
        await PutAsync(kinesis, Enumerable.Range(events, ReplayScene.LaterEvents), to, cancellationToken);
        var table = new RecoveryTable(dynamoDb, Table, metrics);
        return await new ReplayScene(
            "emulator",
            "kinesis-local and dynalite on this machine, the real adapters. The emulated Kinesis takes some hundreds of records a "
                + "second, so the first replay measures that; the second writes no record.",
            () => new KinesisShardReader(kinesis),
            new KinesisRecordWriter(kinesis, Recovered),
            new DynamoClaimStore(table, time),
            new DynamoCheckpointStore(table),
            new DynamoRunStore(table),
            Source,
            new ReplayWindow(from, to)
        )
        {
            Slack = TimeSpan.Zero,
        }.MeasureAsync(cancellationToken);
    }

    private static async Task PutAsync(
        AmazonKinesisClient kinesis,
        IEnumerable<int> numbers,
        DateTimeOffset at,
        CancellationToken cancellationToken
    )
    {
        foreach (var some in numbers.Chunk(RecordsPerPut))
        {
            var entries = some.Select(number => InMemoryScene.Event(number, at))
                .Select(one => new PutRecordsRequestEntry
                {
                    PartitionKey = one.Key,
                    Data = new MemoryStream(one.Data),
                });
            var request = new PutRecordsRequest { StreamName = Source.Value, Records = [.. entries] };
            var answer = await kinesis.PutRecordsAsync(request, cancellationToken);
            if (answer.FailedRecordCount > 0)
            {
                throw new InvalidOperationException("The emulator refused records.");
            }
        }
    }
}
