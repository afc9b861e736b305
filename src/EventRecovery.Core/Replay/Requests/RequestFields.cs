namespace EventRecovery.Replay.Requests;

/// <summary>The names of a request's fields: what the reader takes, the writer writes, and a misspelt one is compared with.</summary>
public static class RequestFields
{
    public const string Action = "action";
    public const string RunId = "runId";
    public const string Stream = "stream";
    public const string From = "from";
    public const string To = "to";
    public const string Version = "version";
    public const string Mode = "mode";
    public const string Sample = "sample";
    public const string Only = "only";
    public const string Archive = "archive";
    public const string Seam = "seam";
    public const string Baseline = "baseline";
    public const string Compare = "compare";
    public const string Gates = "gates";
    public const string After = "after";
    public const string By = "by";
    public const string Why = "why";
    public const string Shard = "shard";
    public const string Limits = "limits";
    public const string RecordsPerSecondPerShard = "recordsPerSecondPerShard";
    public const string MaxWriteUnits = "maxWriteUnits";

    /// <summary>In the order in which a person thinks of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        RunId,
        Stream,
        From,
        To,
        Version,
        Mode,
        Sample,
        Only,
        Archive,
        Seam,
        Baseline,
        Compare,
        Gates,
        After,
        Limits,
        Action,
        Shard,
        By,
        Why,
    ];

    public static IReadOnlyList<string> OfLimits { get; } = [RecordsPerSecondPerShard, MaxWriteUnits];

    /// <summary>What defines a run; of these, the first four are required.</summary>
    public static IReadOnlyList<string> OfDefinition { get; } =
    [Stream, From, To, Version, Mode, Sample, Only, Archive, Seam, Baseline, Compare, Gates, After];

    /// <summary>Of a trial alone.</summary>
    public static IReadOnlyList<string> OfTrial { get; } = [Baseline, Compare, Gates];
}
