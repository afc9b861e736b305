using System.Text;
using EventRecovery.Events;

namespace EventRecovery.Cli.Demo;

/// <summary>One way to break an event, and the reason with which it must be parked.</summary>
internal sealed record Poison(string Reason, Func<SourceEvent, byte[]> Break)
{
    /// <summary>All that people have seen arrive in a stream.</summary>
    public static IReadOnlyList<Poison> Kinds { get; } =
    [
        new(RejectCodes.NotJson, good => good.Data[..(good.Data.Length / 2)].ToArray()),
        new(RejectCodes.MissingId, good => Text($$"""{"timestamp":"{{Time(good)}}","original_value":1}""")),
        new(RejectCodes.InvalidUtf8, good => [.. "{\"id\":\""u8, 0xFF, .. "\"}"u8]),
        new(RejectCodes.DuplicateName, good => Text($$"""{"id":"{{good.Id}}","id":"{{good.Id}}"}""")),
        new(RejectCodes.MissingOriginalValue, good => Text($$"""{{{Head(good)}}}""")),
        new(RejectCodes.NonFiniteNumber, good => Text($$"""{{{Head(good)}},"original_value":NaN}""")),
        new(RejectCodes.TooDeep, good => Text(new string('[', 1_000) + new string(']', 1_000))),
        new(RejectCodes.MissingTimestamp, good => Text($$"""{"id":"{{good.Id}}","original_value":1}""")),
        new(RejectCodes.NonNumericOriginalValue, good => Text($$"""{{{Head(good)}},"original_value":"1.5"}""")),
        new(RejectCodes.NotAnObject, good => Text($"[{Encoding.UTF8.GetString(good.Data.Span)}]")),
        new(RejectCodes.NumberOutOfRange, good => Text($$"""{{{Head(good)}},"original_value":1e40}""")),
        new(RejectCodes.EmptyRecord, good => Text(" ")),
    ];

    private static string Head(SourceEvent good) => $"\"id\":\"{good.Id}\",\"timestamp\":\"{Time(good)}\"";

    private static string Time(SourceEvent good) => good.Timestamp.UtcDateTime.ToString("O");

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
