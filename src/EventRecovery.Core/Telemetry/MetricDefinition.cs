namespace EventRecovery.Telemetry;

/// <summary>One metric, as everybody who counts, exports, charts or alarms on it knows it.</summary>
/// <param name="Name">Lower case with dots, also its name in CloudWatch.</param>
/// <param name="Unit">UCUM: <c>s</c>, <c>By</c>, or what is counted in braces.</param>
/// <param name="Description">What one more of it means.</param>
/// <param name="Dimension">The one label it may carry, of few values; null for none. Never the id of an event, record or run.</param>
public sealed record MetricDefinition(
    string Name,
    MetricKind Kind,
    string Unit,
    string Description,
    string? Dimension = null
);

/// <summary>How the values of a metric add up.</summary>
public enum MetricKind
{
    /// <summary>Values add up.</summary>
    Counter,

    /// <summary>Values make a distribution.</summary>
    Histogram,
}
