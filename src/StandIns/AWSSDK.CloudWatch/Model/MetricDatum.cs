namespace Amazon.CloudWatch.Model;

/// <summary>One metric: a <see cref="Value"/>, or <see cref="Values"/> with <see cref="Counts"/>, or <see cref="StatisticValues"/>.</summary>
public class MetricDatum
{
    public string MetricName { get; set; }

    /// <summary>At most 30; each combination of values is a metric of its own and is billed as one.</summary>
    public List<Dimension> Dimensions { get; set; }

    /// <summary>At most two weeks ago and two hours ahead; null for the time of arrival.</summary>
    public DateTime? Timestamp { get; set; }

    public StandardUnit Unit { get; set; }
    public double? Value { get; set; }

    /// <summary>At most 150 distinct values.</summary>
    public List<double> Values { get; set; }

    /// <summary>How often each of <see cref="Values"/> occurred; null for once each.</summary>
    public List<double> Counts { get; set; }

    public StatisticSet StatisticValues { get; set; }

    /// <summary>In seconds, 1 or 60; null for 60.</summary>
    public int? StorageResolution { get; set; }
}

public class Dimension
{
    public string Name { get; set; }
    public string Value { get; set; }
}

public class StatisticSet
{
    public double? SampleCount { get; set; }
    public double? Sum { get; set; }
    public double? Minimum { get; set; }
    public double? Maximum { get; set; }
}
