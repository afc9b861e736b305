namespace EventRecovery.Local.Metrics;

/// <summary>What tells one metric from another, as in CloudWatch: namespace, name, unit and dimensions.</summary>
/// <param name="Namespace">Such as <c>EventRecovery</c>.</param>
/// <param name="Name">Such as <c>eventrecovery.events.recovered</c>.</param>
/// <param name="Unit">CloudWatch's word for it: <c>Count</c>, <c>Milliseconds</c>…, <c>None</c> when the sender gave none.</param>
/// <param name="Dimensions">Sorted by name.</param>
public sealed record MetricKey(string Namespace, string Name, string Unit, MetricDimensions Dimensions);

/// <summary>Names and values, compared by content.</summary>
public sealed class MetricDimensions : IEquatable<MetricDimensions>
{
    private readonly KeyValuePair<string, string>[] sorted;

    /// <param name="dimensions">In any order; names must differ.</param>
    public MetricDimensions(IEnumerable<KeyValuePair<string, string>> dimensions) =>
        sorted = [.. dimensions.OrderBy(dimension => dimension.Key, StringComparer.Ordinal)];

    /// <summary>Sorted by name.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> All => sorted;

    /// <inheritdoc/>
    public bool Equals(MetricDimensions? other) => other is not null && sorted.AsSpan().SequenceEqual(other.sorted);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MetricDimensions);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var (name, value) in sorted)
        {
            hash.Add(name, StringComparer.Ordinal);
            hash.Add(value, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join(",", sorted.Select(dimension => $"{dimension.Key}={dimension.Value}"));
}
