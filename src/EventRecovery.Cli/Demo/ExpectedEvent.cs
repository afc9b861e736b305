using System.Text.Json;
using EventRecovery.Events;

namespace EventRecovery.Cli.Demo;

/// <summary>
/// What must become of one event, worked out without the engine: by another JSON reader and plain decimal arithmetic.
/// </summary>
internal static class ExpectedEvent
{
    private const decimal Rate = 1.1m;

    private static readonly string[] MayDiffer = ["status", "recalculated_value", "recovery"];

    /// <summary>The reason with which it must be parked; null if it must be recovered.</summary>
    public static string? ParkReason(SentRecord record)
    {
        if (record.PoisonReason is { } reason)
        {
            return reason;
        }

        using var original = JsonDocument.Parse(record.Data);
        return !original.RootElement.TryGetProperty("original_value", out var value) ? RejectCodes.MissingOriginalValue
            : value.ValueKind != JsonValueKind.Number ? RejectCodes.NonNumericOriginalValue
            : !value.TryGetDecimal(out _) ? RejectCodes.NumberOutOfRange
            : null;
    }

    /// <summary>Whether these bytes are the corrected form of the event: nothing changed but what may, and that to the right values.</summary>
    public static bool IsCorrected(SourceEvent original, ReadOnlyMemory<byte> published)
    {
        using var before = JsonDocument.Parse(original.Data);
        using var after = JsonDocument.Parse(published);
        return before.RootElement.EnumerateObject().All(member => IsKept(member, after.RootElement))
            && after.RootElement.EnumerateObject().All(member => IsKnown(member, before.RootElement))
            && after.RootElement.TryGetProperty("status", out var status)
            && status.ValueEquals("processed")
            && after.RootElement.TryGetProperty("recalculated_value", out var result)
            && result.GetDecimal() == before.RootElement.GetProperty("original_value").GetDecimal() * Rate
            && after.RootElement.TryGetProperty("recovery", out _);
    }

    private static bool IsKept(JsonProperty member, JsonElement after) =>
        MayDiffer.Contains(member.Name)
        || (after.TryGetProperty(member.Name, out var kept) && kept.GetRawText() == member.Value.GetRawText());

    private static bool IsKnown(JsonProperty member, JsonElement before) =>
        MayDiffer.Contains(member.Name) || before.TryGetProperty(member.Name, out _);
}
