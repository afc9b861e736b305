using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using EventRecovery.Json;

namespace EventRecovery.Audit;

/// <summary>By what the result of an event is right or wrong.</summary>
public abstract record ResultRule
{
    private ResultRule() { }

    /// <summary>It is there or it is not: nothing is wrong.</summary>
    public sealed record Presence : ResultRule;

    /// <summary>A hash in hex that the processed side tells, such as <c>/recovery/resultHash</c>.</summary>
    /// <param name="Expected">Where the expected side has it; null: it is computed from the event, recalculated if there is a recalculation.</param>
    public sealed record Hash(JsonPointer Processed, JsonPointer? Expected = null) : ResultRule;

    /// <summary>The whole event, but for its <c>recovery</c> member.</summary>
    public sealed record Whole : ResultRule;

    /// <summary>Some values of it.</summary>
    public sealed record Values(IReadOnlyList<ComparedValue> Paths) : ResultRule;
}

/// <param name="Tolerance">How far two numbers may be apart, 0 or more; anything else is equal or not.</param>
public sealed record ComparedValue(JsonPointer Expected, JsonPointer Processed, double Tolerance = 0)
{
    /// <summary>Reads <c>/price</c>, or <c>/price=0.01</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ComparedValue? value)
    {
        var at = text.LastIndexOf('=');
        var tolerance = 0.0;
        value =
            JsonPointer.TryParse(at < 0 ? text : text[..at], out var pointer)
            && (
                at < 0
                || (double.TryParse(text[(at + 1)..], CultureInfo.InvariantCulture, out tolerance) && tolerance >= 0)
            )
                ? new ComparedValue(pointer, pointer, tolerance)
                : null;
        return value is not null;
    }
}
