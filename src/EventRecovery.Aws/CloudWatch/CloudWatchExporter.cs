using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using EventRecovery.Telemetry;
using Microsoft.Extensions.Logging;

namespace EventRecovery.Aws.CloudWatch;

/// <summary>
/// Sends what was counted to CloudWatch, once an invocation: normally one PutMetricData call. It may lose metrics, never time
/// beyond its limit, and it never fails: what cannot be sent is dropped with one line in the log. Thread-safe.
/// </summary>
/// <param name="client">Asked for once there is something to send: a start does not wait for it.</param>
public sealed partial class CloudWatchExporter(
    Func<IAmazonCloudWatch> client,
    RecoveryMetrics metrics,
    ILogger logger,
    TimeProvider time
) : IDisposable
{
    /// <summary>
    /// Metrics a call (PutMetricData quota). A datum here is at most some 500 bytes on the wire, so the other limit, 1 MB a call, is
    /// kept with it.
    /// </summary>
    public const int MetricsPerCall = 1_000;

    private readonly MetricAggregator aggregator = new(metrics);

    /// <summary>How long a flush may take at most. Default 2 seconds.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(2);

    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        var data = ToData(aggregator.Take(), time.GetUtcNow());
        if (data.Count == 0)
        {
            return;
        }

        using var limit = new CancellationTokenSource(TimeLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            // A sink that hangs may not heed the token either.
            await SendAsync(data, either.Token).WaitAsync(either.Token);
        }
        catch (Exception failure)
        {
            // The boundary to a sink on which no work may depend.
            LogDropped(data.Count, TimeLimit.TotalSeconds, failure.GetType().Name, failure.Message);
        }
    }

    public void Dispose() => aggregator.Dispose();

    private async Task SendAsync(List<MetricDatum> data, CancellationToken cancellationToken)
    {
        foreach (var call in data.Chunk(MetricsPerCall))
        {
            await client()
                .PutMetricDataAsync(
                    new PutMetricDataRequest { Namespace = MetricNames.Meter, MetricData = [.. call] },
                    cancellationToken
                );
        }
    }

    /// <param name="now">CloudWatch refuses data older than two weeks, and a replay's events may well be: it counts when it happens.</param>
    private static List<MetricDatum> ToData(IEnumerable<MetricSeries> series, DateTimeOffset now) =>
        [
            .. series.Select(one => new MetricDatum
            {
                MetricName = one.Metric.Name,
                Timestamp = now.UtcDateTime,
                Unit = UnitOf(one.Metric),
                Dimensions = one.Label is { } label
                    ? [new Dimension { Name = one.Metric.Dimension, Value = label }]
                    : null,
                Value = one.Metric.Kind == MetricKind.Counter ? one.Sum : null,
                StatisticValues = one.Metric.Kind == MetricKind.Histogram ? StatisticsOf(one) : null,
            }),
        ];

    private static StatisticSet StatisticsOf(MetricSeries series) =>
        new()
        {
            SampleCount = series.Count,
            Sum = series.Sum,
            Minimum = series.Minimum,
            Maximum = series.Maximum,
        };

    private static StandardUnit UnitOf(MetricDefinition metric) =>
        metric.Unit switch
        {
            "s" => StandardUnit.Seconds,
            "By" => StandardUnit.Bytes,
            _ => StandardUnit.Count,
        };

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Count} metrics were not sent to CloudWatch within {Seconds} s and are dropped: {Error}: {Reason}"
    )]
    private partial void LogDropped(int count, double seconds, string error, string reason);
}
