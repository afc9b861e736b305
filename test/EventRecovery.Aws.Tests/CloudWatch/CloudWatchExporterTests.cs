using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.Runtime;
using EventRecovery.Aws.CloudWatch;
using EventRecovery.Telemetry;
using Microsoft.Extensions.Time.Testing;

namespace EventRecovery.Aws.Tests.CloudWatch;

public sealed class CloudWatchExporterTests : IDisposable
{
    private static readonly DateTimeOffset Eight = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    private readonly Cloud cloud;
    private readonly RecoveryMetrics metrics = new();
    private readonly FakeTimeProvider time = new(Eight);
    private readonly RecordingLogger log = new();
    private readonly RecordingClient client = new();

    public CloudWatchExporterTests(Cloud cloud) => this.cloud = cloud;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        client.Dispose();
        metrics.Dispose();
    }

    [Fact]
    public async Task An_invocation_costs_one_call_however_much_it_counts()
    {
        using var exporter = Exporter(client);
        for (var batch = 1; batch <= 100; batch++)
        {
            metrics.Add(MetricNames.EventsRecovered, 5);
            metrics.Add(MetricNames.DynamoDbCalls, 1, "PutItem");
            metrics.Record(MetricNames.BatchDuration, batch);
        }

        await exporter.FlushAsync(Token);

        var request = client.Requests.ShouldHaveSingleItem();
        request.Namespace.ShouldBe("EventRecovery");
        var recovered = request.MetricData.Single(datum => datum.MetricName == MetricNames.EventsRecovered.Name);
        (recovered.Value, recovered.Unit.Value, recovered.Timestamp).ShouldBe((500, "Count", Eight.UtcDateTime));
        var duration = request.MetricData.Single(datum => datum.MetricName == MetricNames.BatchDuration.Name);
        var statistics = duration.StatisticValues;
        (statistics.SampleCount, statistics.Sum, statistics.Minimum, statistics.Maximum).ShouldBe((100, 5050, 1, 100));
        duration.Unit.ShouldBe(StandardUnit.Seconds);
    }

    [Fact]
    public async Task What_has_a_dimension_is_also_summed_without_it_for_alarms()
    {
        using var exporter = Exporter(client);
        metrics.Parked("missing-id");
        metrics.Parked("not-json");

        await exporter.FlushAsync(Token);

        client
            .Requests.Single()
            .MetricData.Select(datum => (datum.Dimensions?.Single().Value, datum.Value))
            .ShouldBe([(null, 2), ("missing-id", 1), ("not-json", 1)], ignoreOrder: true);
    }

    [Fact]
    public async Task Nothing_counted_is_no_call_and_nothing_is_sent_twice()
    {
        using var exporter = Exporter(client);
        await exporter.FlushAsync(Token);
        client.Requests.ShouldBeEmpty();

        metrics.Add(MetricNames.EventsRead, 1);
        await exporter.FlushAsync(Token);
        await exporter.FlushAsync(Token);

        client.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_sink_that_refuses_costs_its_metrics_and_one_line()
    {
        client.Answer = _ => throw new AmazonCloudWatchException("AccessDenied");
        using var exporter = Exporter(client);
        metrics.Add(MetricNames.EventsRead, 1);
        metrics.Add(MetricNames.EventsRecovered, 1);

        await Should.NotThrowAsync(() => exporter.FlushAsync(Token));

        log.Lines.ShouldHaveSingleItem().ShouldContain("2 metrics were not sent to CloudWatch");
    }

    [Fact]
    public async Task A_sink_that_hangs_costs_its_time_limit_and_no_more()
    {
        client.Answer = _ => new TaskCompletionSource().Task;
        using var exporter = Exporter(client);
        metrics.Add(MetricNames.EventsRead, 1);

        var flush = exporter.FlushAsync(Token);
        flush.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(2));
        await flush;

        log.Lines.ShouldHaveSingleItem().ShouldContain("within 2 s");
    }

    [Fact]
    public async Task A_sink_where_nobody_listens_is_no_error_either()
    {
        await using var gone = await StubService.FailingAsync(500, "InternalFailure");
        using var real = new AmazonCloudWatchClient(
            new BasicAWSCredentials("local", "local"),
            new AmazonCloudWatchConfig { ServiceURL = gone.Url, MaxErrorRetry = 0 }
        );
        using var exporter = Exporter(real);
        metrics.Add(MetricNames.EventsRead, 1);

        await Should.NotThrowAsync(() => exporter.FlushAsync(Token));

        log.Lines.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Another_instance_of_the_metrics_is_not_heard()
    {
        using var exporter = Exporter(client);
        using var others = new RecoveryMetrics();
        others.Add(MetricNames.EventsRead, 1);

        await exporter.FlushAsync(Token);

        client.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_client_and_the_server_understand_one_another()
    {
        using var exporter = new CloudWatchExporter(() => cloud.Clients.CloudWatch, metrics, log, TimeProvider.System);
        metrics.Parked("missing-id");
        metrics.Parked("not-json");
        metrics.Record(MetricNames.ReplayLag, 3.5);

        await exporter.FlushAsync(Token);

        log.Lines.ShouldBeEmpty();
        cloud.CloudWatch.SumOf(MetricNames.EventsParked.Name).ShouldBe(2);
        cloud.CloudWatch.SumOf(MetricNames.ReplayLag.Name).ShouldBe(3.5);
    }

    private CloudWatchExporter Exporter(IAmazonCloudWatch sink) => new(() => sink, metrics, log, time);

    private sealed class RecordingClient()
        : AmazonCloudWatchClient(
            new BasicAWSCredentials("local", "local"),
            new AmazonCloudWatchConfig { ServiceURL = "http://127.0.0.1:1" }
        )
    {
        public List<PutMetricDataRequest> Requests { get; } = [];

        public Func<PutMetricDataRequest, Task> Answer { get; set; } = _ => Task.CompletedTask;

        public override async Task<PutMetricDataResponse> PutMetricDataAsync(
            PutMetricDataRequest request,
            CancellationToken cancellationToken = default
        )
        {
            Requests.Add(request);
            await Answer(request);
            return new PutMetricDataResponse();
        }
    }
}
