using EventRecovery.Json;

namespace EventRecovery.Events;

/// <summary>The codes that this library itself rejects events with. A recalculation may add its own.</summary>
public static class RejectCodes
{
    /// <summary>No bytes, or nothing but whitespace.</summary>
    public const string EmptyRecord = "empty-record";

    /// <summary>Breaks the JSON grammar, or ends too early.</summary>
    public const string NotJson = "not-json";

    /// <summary>A complete JSON value with something behind it, such as two events in one record.</summary>
    public const string TrailingData = "trailing-data";

    /// <summary>Begins with a byte order mark.</summary>
    public const string ByteOrderMark = "byte-order-mark";

    /// <summary>The bytes are not UTF-8.</summary>
    public const string InvalidUtf8 = "invalid-utf8";

    /// <summary>NaN or an infinity.</summary>
    public const string NonFiniteNumber = "non-finite-number";

    /// <summary>A number that a double cannot hold at all, or that exact decimal arithmetic cannot hold exactly.</summary>
    public const string NumberOutOfRange = "number-out-of-range";

    /// <summary>An object with two members of one name.</summary>
    public const string DuplicateName = "duplicate-name";

    /// <summary>An escape that names half of a surrogate pair.</summary>
    public const string LoneSurrogate = "lone-surrogate";

    /// <summary>Nested deeper than the configured limit.</summary>
    public const string TooDeep = "too-deep";

    /// <summary>Longer than the configured limit.</summary>
    public const string TooLarge = "too-large";

    /// <summary>JSON, but not an object.</summary>
    public const string NotAnObject = "not-an-object";

    /// <summary>Nothing where the id should be.</summary>
    public const string MissingId = "missing-id";

    /// <summary>The id is neither a string of 1 to 1,024 characters nor an integer.</summary>
    public const string InvalidId = "invalid-id";

    /// <summary>Nothing where the timestamp should be.</summary>
    public const string MissingTimestamp = "missing-timestamp";

    /// <summary>The timestamp is not an RFC 3339 string.</summary>
    public const string InvalidTimestamp = "invalid-timestamp";

    /// <summary>Nothing where the configured order key should be.</summary>
    public const string MissingOrderKey = "missing-order-key";

    /// <summary>The order key is neither a string of 1 to 1,024 characters nor an integer.</summary>
    public const string InvalidOrderKey = "invalid-order-key";

    /// <summary>A KPL aggregate that ends before its contents do.</summary>
    public const string TruncatedAggregate = "truncated-aggregate";

    /// <summary>A KPL aggregate whose MD5 does not match its contents.</summary>
    public const string BadAggregateChecksum = "bad-aggregate-checksum";

    /// <summary>A KPL aggregate with the right MD5 around contents that break its format.</summary>
    public const string MalformedAggregate = "malformed-aggregate";

    /// <summary>The recalculation found no <c>original_value</c>.</summary>
    public const string MissingOriginalValue = "missing-original-value";

    /// <summary>The recalculation found an <c>original_value</c> that is not a number.</summary>
    public const string NonNumericOriginalValue = "non-numeric-original-value";

    /// <summary>The recalculation threw an exception.</summary>
    public const string RecalculationThrew = "recalculation-threw";

    /// <summary>The recalculation changed a path that it does not declare as mutable.</summary>
    public const string ImmutablePathChanged = "immutable-path-changed";

    /// <summary>The recalculation gave another result when it ran again on the same event.</summary>
    public const string NotDeterministic = "not-deterministic";

    /// <summary>The code for a problem of the JSON text itself.</summary>
    public static string For(JsonProblemKind kind) =>
        kind switch
        {
            JsonProblemKind.Empty => EmptyRecord,
            JsonProblemKind.NotJson => NotJson,
            JsonProblemKind.TrailingData => TrailingData,
            JsonProblemKind.ByteOrderMark => ByteOrderMark,
            JsonProblemKind.InvalidUtf8 => InvalidUtf8,
            JsonProblemKind.NonFiniteNumber => NonFiniteNumber,
            JsonProblemKind.NumberOutOfRange => NumberOutOfRange,
            JsonProblemKind.DuplicateName => DuplicateName,
            JsonProblemKind.LoneSurrogate => LoneSurrogate,
            JsonProblemKind.TooDeep => TooDeep,
            JsonProblemKind.TooLarge => TooLarge,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a problem of a JSON text."),
        };
}
