namespace EventRecovery.Json;

/// <summary>Why a text is not accepted as JSON. The set is closed.</summary>
public enum JsonProblemKind
{
    /// <summary>No problem.</summary>
    None,

    /// <summary>Nothing but whitespace.</summary>
    Empty,

    /// <summary>Breaks the grammar of RFC 8259, or ends too early.</summary>
    NotJson,

    /// <summary>A complete value, then something else than whitespace.</summary>
    TrailingData,

    /// <summary>Begins with a byte order mark, which RFC 8259 forbids to send.</summary>
    ByteOrderMark,

    /// <summary>The bytes are not UTF-8.</summary>
    InvalidUtf8,

    /// <summary>NaN or an infinity, which JSON does not have.</summary>
    NonFiniteNumber,

    /// <summary>A number whose magnitude no double can hold, such as 1e400: it has no canonical form.</summary>
    NumberOutOfRange,

    /// <summary>Two members of one object have the same name once escapes are resolved.</summary>
    DuplicateName,

    /// <summary>An escape that names half of a surrogate pair.</summary>
    LoneSurrogate,

    /// <summary>Nested deeper than <see cref="JsonLimits.MaxDepth"/>.</summary>
    TooDeep,

    /// <summary>Longer than <see cref="JsonLimits.MaxBytes"/>.</summary>
    TooLarge,
}
