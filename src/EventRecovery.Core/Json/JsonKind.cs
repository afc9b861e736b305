namespace EventRecovery.Json;

/// <summary>What a JSON value is.</summary>
public enum JsonKind
{
    /// <summary>No value: what a failed look-up gives.</summary>
    None,

    /// <summary>An object.</summary>
    Object,

    /// <summary>An array.</summary>
    Array,

    /// <summary>A string.</summary>
    String,

    /// <summary>A number.</summary>
    Number,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>null.</summary>
    Null,
}
