using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EventRecovery.Cli.Demo;

/// <summary>What the consumer leaves behind downstream: a file of results, and its log.</summary>
internal static class ConsumerResults
{
    private const decimal Rate = 1.1m;
    private const decimal Error = 0.5m;

    public static Task WriteAsync(
        string path,
        IEnumerable<ConsumedEvent> events,
        CancellationToken cancellationToken
    ) => WriteLinesAsync(path, events.SelectMany(Results), cancellationToken);

    /// <summary>Plain lines between those of JSON, as logs have them.</summary>
    public static Task WriteLogAsync(
        string path,
        IEnumerable<ConsumedEvent> events,
        CancellationToken cancellationToken
    ) => WriteLinesAsync(path, events.SelectMany(LogLines).Prepend("START consumer 7"), cancellationToken);

    private static IEnumerable<string> Results(ConsumedEvent consumed) =>
        consumed.Fate switch
        {
            Fate.Right => Lines(consumed.Event, error: 0, copies: 1),
            Fate.Wrong => Lines(consumed.Event, Error, copies: 1),
            Fate.Doubled => Lines(consumed.Event, error: 0, copies: 2),
            _ => [],
        };

    private static IEnumerable<string> Lines(SourceEvent one, decimal error, int copies) =>
        LineOf(one, error) is { } line ? Enumerable.Repeat(line, copies) : [];

    private static string? LineOf(SourceEvent one, decimal error)
    {
        using var json = JsonDocument.Parse(one.Data);
        if (
            !json.RootElement.TryGetProperty("original_value", out var value)
            || value.ValueKind != JsonValueKind.Number
            || !value.TryGetDecimal(out var number)
        )
        {
            return null;
        }

        var right = (number * Rate) + error;
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"id":"{{JsonEncodedText.Encode(one.Id)}}","timestamp":"{{one.Timestamp.UtcDateTime:O}}","recalculated_value":{{right}}}"""
        );
    }

    private static IEnumerable<string> LogLines(ConsumedEvent consumed)
    {
        if (consumed.Fate.Error() is { } error)
        {
            yield return $$"""{"id":"{{JsonEncodedText.Encode(consumed.Event.Id)}}","error":"{{error}}","version":"consumer/7"}""";
        }

        if (consumed.Fate == Fate.Crashed)
        {
            yield return "RESTART consumer 7";
        }
    }

    private static async Task WriteLinesAsync(
        string path,
        IEnumerable<string> lines,
        CancellationToken cancellationToken
    )
    {
        await using var file = new StreamWriter(
            path,
            append: false,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)
        );
        foreach (var line in lines)
        {
            await file.WriteLineAsync(line.AsMemory(), cancellationToken);
        }
    }
}
