using System.Text;
using Amazon.Lambda.KinesisEvents;
using Amazon.Lambda.TestUtilities;
using EventRecovery.Aws;
using EventRecovery.Aws.Composition;
using EventRecovery.Configuration;
using EventRecovery.Recalculation;
using EventRecovery.Reprocessor.Tests.Stack;
using EventRecovery.Telemetry;
using EventRecovery.Testing.Kpl;
using EventRecovery.Testing.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventRecovery.Reprocessor.Tests;

/// <summary>The function in this process, where Lambda's clock can say anything.</summary>
public sealed class FunctionTests(Emulators emulators) : IAsyncLifetime
{
    private const string Table = "event-recovery";

    private readonly RecoveryMetrics metrics = new();
    private MetricTotals? counted;
    private RecoveryHost? host;

    private MetricTotals Totals => counted!;

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(-60)]
    public async Task Without_time_left_the_first_record_is_unfinished_and_nothing_is_written(int secondsLeft)
    {
        var answer = await HandleAsync([Event("a"), Event("b"), Event("c")], TimeSpan.FromSeconds(secondsLeft));

        answer.BatchItemFailures.ShouldHaveSingleItem().ItemIdentifier.ShouldBe(Sequence(0));
        Totals.Of(MetricNames.PutRecordsCalls).ShouldBe(0);
        Totals.Of(MetricNames.EventsParked).ShouldBe(0);
        Totals.Of(MetricNames.EventsRecovered).ShouldBe(0);
    }

    [Fact]
    public async Task An_unfinished_aggregate_is_named_by_its_record_since_Lambda_knows_nothing_smaller()
    {
        var aggregate = new KplAggregator().Add("k", Event("a")).Add("k", Event("b")).ToRecord();

        var answer = await HandleAsync([aggregate, Event("c")], TimeSpan.Zero);

        answer.BatchItemFailures.ShouldHaveSingleItem().ItemIdentifier.ShouldBe(Sequence(0));
    }

    [Fact]
    public async Task A_batch_of_poison_alone_needs_time_too()
    {
        var answer = await HandleAsync(["poison"u8.ToArray()], TimeSpan.Zero);

        answer.BatchItemFailures.ShouldHaveSingleItem().ItemIdentifier.ShouldBe(Sequence(0));
    }

    [Fact]
    public async Task No_records_are_a_success_that_calls_nothing()
    {
        var answer = await HandleAsync([], TimeSpan.Zero);

        answer.BatchItemFailures.ShouldBeEmpty();
        Totals.Of(MetricNames.DynamoDbCalls).ShouldBe(0);
    }

    public async ValueTask InitializeAsync()
    {
        await emulators.CreateTableAsync(Table);
        counted = new MetricTotals(metrics);
        var settings = RecoverySettings.Read(name =>
            name switch
            {
                Variables.Table => Table,
                Variables.RecoveredStream => "recovered_events",
                Variables.Bucket => "bucket",
                Variables.ClaimSlots => "1",
                _ => null,
            }
        );
        host = new RecoveryHost(
            settings,
            [new RateAdjustment()],
            new AwsClients(metrics),
            metrics,
            new EcsLoggerFactory(Stream.Null, "test", TimeProvider.System),
            TimeProvider.System
        );
    }

    public ValueTask DisposeAsync()
    {
        counted?.Dispose();
        host?.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task<StreamsEventResponse> HandleAsync(IEnumerable<byte[]> records, TimeSpan remaining)
    {
        var function = new Function(host!, TimeProvider.System, NullLogger.Instance);
        var input = new KinesisEvent { Records = [.. records.Select(Record)] };
        return function.HandleAsync(input, new TestLambdaContext { RemainingTime = remaining });
    }

    private static KinesisEvent.KinesisEventRecord Record(byte[] data, int index) =>
        new()
        {
            EventId = $"shardId-000000000000:{Sequence(index)}",
            EventSourceARN = "arn:aws:kinesis:us-east-1:123456789012:stream/error_events",
            Kinesis = new KinesisEvent.Record
            {
                SequenceNumber = Sequence(index),
                PartitionKey = "k",
                ApproximateArrivalTimestamp = new DateTime(2026, 11, 22, 8, 0, 0, DateTimeKind.Utc),
                Data = new MemoryStream(data),
            },
        };

    private static string Sequence(int index) => $"4966000000000000000000000000000000000000000000000000{index:D4}";

    private static byte[] Event(string id) =>
        Encoding.UTF8.GetBytes($$"""{"id":"{{id}}","timestamp":"2026-11-22T08:00:00Z","original_value":1}""");
}
