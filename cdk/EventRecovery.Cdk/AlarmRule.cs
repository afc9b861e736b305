using Amazon.CDK.AWS.CloudWatch;

namespace EventRecovery.Cdk;

/// <summary>When an alarm rings, and which section of the runbook says what to do.</summary>
/// <param name="Name">In kebab case; the stack's name is put in front.</param>
/// <param name="Why">What has happened, in one sentence.</param>
/// <param name="Section">Anchor of the section in docs/RUNBOOK.md.</param>
/// <param name="Metrics">One, or those of the expression by their ids.</param>
internal sealed record AlarmRule(
    string Name,
    string Why,
    string Section,
    params (string Id, WatchedMetric Metric)[] Metrics
)
{
    /// <summary>Metric math over the metrics; null for one metric by itself.</summary>
    public (string Expression, string Label)? Math { get; init; }

    public int Period { get; init; } = 300;

    public int Evaluations { get; init; } = 1;

    public int? DataPoints { get; init; }

    /// <summary>It rings above this.</summary>
    public double Threshold { get; init; }

    public CfnAlarmProps ToProps(string alarmName, string? topic)
    {
        var single = Math is null ? Metrics[0].Metric : null;
        var actions = topic is null ? null : new[] { topic };
        return new CfnAlarmProps
        {
            AlarmName = alarmName,
            AlarmDescription = $"{Why} Runbook: docs/RUNBOOK.md#{Section}",
            Namespace = single?.Namespace,
            MetricName = single?.Name,
            Dimensions = single?.Dimension is null ? null : single.Dimensions,
            Statistic = single?.Statistic,
            Period = single is null ? null : Period,
            Metrics = Math is { } math ? Queries(math.Expression, math.Label) : null,
            EvaluationPeriods = Evaluations,
            DatapointsToAlarm = DataPoints,
            ComparisonOperator = "GreaterThanThreshold",
            Threshold = Threshold,
            TreatMissingData = "notBreaching",
            AlarmActions = actions,
            OkActions = actions,
        };
    }

    private CfnAlarm.MetricDataQueryProperty[] Queries(string expression, string label) =>
        [
            new()
            {
                Id = "sum",
                Expression = expression,
                Label = label,
                ReturnData = true,
            },
            .. Metrics.Select(part => new CfnAlarm.MetricDataQueryProperty
            {
                Id = part.Id,
                ReturnData = false,
                MetricStat = new CfnAlarm.MetricStatProperty
                {
                    Metric = part.Metric.ToMetric(),
                    Period = Period,
                    Stat = part.Metric.Statistic,
                },
            }),
        ];
}
