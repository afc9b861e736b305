namespace EventRecovery.Json;

/// <summary>How large and how deep a JSON text may be before it is refused unread.</summary>
public sealed record JsonLimits
{
    /// <summary>The deepest limit that may be configured: readers and writers recurse once a level.</summary>
    public const int LargestMaxDepth = 512;

    /// <summary>The largest limit that may be configured, 64 MiB. Kinesis itself stops at 10 MiB.</summary>
    public const int LargestMaxBytes = 64 * 1024 * 1024;

    /// <summary>1 MiB and 64 levels.</summary>
    public static JsonLimits Default { get; } = new();

    /// <summary>For texts that were accepted before, and may have grown.</summary>
    public static JsonLimits Largest { get; } = new() { MaxBytes = LargestMaxBytes, MaxDepth = LargestMaxDepth };

    /// <summary>Bytes of UTF-8, 1 to 67,108,864. Default 1,048,576, the record limit of a Kinesis stream.</summary>
    public int MaxBytes
    {
        get;
        init => field = InRange(value, LargestMaxBytes, nameof(MaxBytes));
    } = 1_048_576;

    /// <summary>Nested objects and arrays, 1 to 512. Default 64, as in System.Text.Json.</summary>
    public int MaxDepth
    {
        get;
        init => field = InRange(value, LargestMaxDepth, nameof(MaxDepth));
    } = 64;

    private static int InRange(int value, int largest, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, largest, name);
        return value;
    }
}
