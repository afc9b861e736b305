using EventRecovery.Audit.Findings;

namespace EventRecovery.Audit.Analysis;

/// <summary>
/// How often each feature is met: a shard, a key, a type, a version, a window. Bounded: of a dimension with more values than are
/// kept, those that came later are left out.
/// </summary>
internal sealed class FeatureCounts
{
    private const int MostValues = 20_000;

    private readonly Dictionary<Feature, long> counts = [];
    private readonly Dictionary<string, int> values = new(StringComparer.Ordinal);

    /// <summary>Events that were counted.</summary>
    public long Total { get; private set; }

    public IEnumerable<KeyValuePair<Feature, long>> All => counts;

    public long this[Feature feature] => counts.GetValueOrDefault(feature);

    public void Add(IEnumerable<Feature> features)
    {
        Total++;
        foreach (var feature in features)
        {
            if (counts.TryGetValue(feature, out var count))
            {
                counts[feature] = count + 1;
            }
            else if (values.GetValueOrDefault(feature.Dimension) < MostValues)
            {
                values[feature.Dimension] = values.GetValueOrDefault(feature.Dimension) + 1;
                counts.Add(feature, 1);
            }
        }
    }
}

/// <summary>Something that events may have in common: <c>shard</c> = <c>shardId-000000000002</c>.</summary>
public readonly record struct Feature(string Dimension, string Value)
{
    public const string Shard = "shard";
    public const string Key = "key";
    public const string Type = "type";
    public const string Version = "version";
    public const string Window = "window";
    public const string ShardAndWindow = "shard and window";

    public override string ToString() => $"{Dimension} {Value}";

    internal static IEnumerable<Feature> Of(AuditEntry entry, AuditScope scope)
    {
        var window =
            entry.Time is { } time && scope.Window.Contains(time)
                ? scope.CellAt(scope.CellOf(time)).From
                : (DateTimeOffset?)null;
        return Of(entry.Origin.Shard?.Value, entry.Key, entry.Type, entry.Version, window);
    }

    internal static IEnumerable<Feature> Of(Finding finding) =>
        Of(finding.Shard?.Value, finding.Key, finding.Type, finding.Version, finding.Window);

    private static IEnumerable<Feature> Of(
        string? shard,
        string? key,
        string? type,
        string? version,
        DateTimeOffset? window
    )
    {
        var at = window?.UtcDateTime.ToString(
            "yyyy-MM-dd'T'HH:mm:ss'Z'",
            System.Globalization.CultureInfo.InvariantCulture
        );
        if (shard is not null)
        {
            yield return new Feature(Shard, shard);
        }

        if (at is not null)
        {
            yield return new Feature(Window, at);
        }

        if (shard is not null && at is not null)
        {
            yield return new Feature(ShardAndWindow, $"{shard} at {at}");
        }

        if (key is not null)
        {
            yield return new Feature(Key, key);
        }

        if (type is not null)
        {
            yield return new Feature(Type, type);
        }

        if (version is not null)
        {
            yield return new Feature(Version, version);
        }
    }
}
