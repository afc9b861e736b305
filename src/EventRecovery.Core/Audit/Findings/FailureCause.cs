namespace EventRecovery.Audit.Findings;

/// <summary>The kinds of failure that people tell apart, because each is mended differently.</summary>
public enum FailureCause
{
    /// <summary>Something was said, and none of the others fits.</summary>
    Other,

    /// <summary>The consumer died: out of memory, an exception, a killed process.</summary>
    Crash,

    /// <summary>The event has another form than the consumer knows.</summary>
    SchemaMismatch,

    /// <summary>The event itself can never be processed.</summary>
    Poison,

    /// <summary>A service said that too much was asked of it.</summary>
    Throttle,

    /// <summary>Nobody answered in time.</summary>
    Timeout,
}

public static class FailureCauses
{
    // In the order in which they are tried: what is more telling comes first.
    private static readonly (FailureCause Cause, string[] Words)[] Signs =
    [
        (
            FailureCause.Throttle,
            [
                "throttl",
                "provisionedthroughput",
                "rate exceeded",
                "too many requests",
                "slow down",
                " 429 ",
                "status 429",
            ]
        ),
        (FailureCause.Timeout, ["timeout", "timed out", "deadline exceeded", "task timed"]),
        (
            FailureCause.SchemaMismatch,
            [
                "schema",
                "unknown field",
                "missing field",
                "missing property",
                "required",
                "deserializ",
                "cannot convert",
                "non-numeric",
                "missing-",
            ]
        ),
        (
            FailureCause.Poison,
            [
                "poison",
                "not-json",
                "malformed",
                "invalid json",
                "parse error",
                "duplicate-name",
                "invalid-",
                "too-large",
                "too-deep",
                "utf8",
                "non-finite",
                "out-of-range",
                "empty-record",
                "not-an-object",
                "trailing-data",
                "byte-order-mark",
                "lone-surrogate",
                "aggregate",
            ]
        ),
        (
            FailureCause.Crash,
            [
                "crash",
                "recalculation-threw",
                "out of memory",
                "outofmemory",
                "segfault",
                "killed",
                "exited",
                "exception",
                "fatal",
                "panic",
                "signal",
            ]
        ),
    ];

    /// <summary>What a line of a log, or a reason for parking, sounds like.</summary>
    public static FailureCause Of(string text)
    {
        foreach (var (cause, words) in Signs)
        {
            if (Array.Exists(words, word => text.Contains(word, StringComparison.OrdinalIgnoreCase)))
            {
                return cause;
            }
        }

        return FailureCause.Other;
    }

    /// <summary>As JSON has it: <c>schema-mismatch</c>.</summary>
    public static string Name(this FailureCause cause) =>
        cause == FailureCause.SchemaMismatch ? "schema-mismatch" : cause.ToString().ToLowerInvariant();

    public static FailureCause? Parse(string? name) =>
        Enum.GetValues<FailureCause>().Cast<FailureCause?>().FirstOrDefault(cause => cause!.Value.Name() == name);
}
