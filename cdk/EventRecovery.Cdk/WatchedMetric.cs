using Amazon.CDK.AWS.CloudWatch;
using EventRecovery.Telemetry;

namespace EventRecovery.Cdk;

/// <summary>A metric as CloudWatch knows it: of a service, or one of ours.</summary>
internal sealed record WatchedMetric(
    string Namespace,
    string Name,
    string Statistic = "Sum",
    string? Dimension = null,
    string? Value = null
)
{
    public static WatchedMetric Ours(MetricDefinition metric, string statistic = "Sum") =>
        new(MetricNames.Meter, metric.Name, statistic);

    public CfnAlarm.DimensionProperty[] Dimensions =>
        Dimension is null ? [] : [new CfnAlarm.DimensionProperty { Name = Dimension, Value = Value! }];

    public CfnAlarm.MetricProperty ToMetric() =>
        new()
        {
            Namespace = Namespace,
            MetricName = Name,
            Dimensions = Dimension is null ? null : Dimensions,
        };
}
