namespace EventRecovery.Audit.Findings;

/// <summary>The members of a finding in JSON: the writer's and the reader's.</summary>
public static class FindingFields
{
    public const string Id = "id";
    public const string Verdict = "verdict";
    public const string Reason = "reason";
    public const string Cause = "cause";
    public const string Time = "time";
    public const string Window = "window";
    public const string Stream = "stream";
    public const string Shard = "shard";
    public const string Sequence = "sequence";
    public const string SubSequence = "subSequence";
    public const string ArrivedAt = "arrivedAt";
    public const string Object = "object";
    public const string Offset = "offset";
    public const string Key = "key";
    public const string Type = "type";
    public const string Version = "version";

    /// <summary>No name has more bytes.</summary>
    internal const int LongestInUtf8 = 16;
}
