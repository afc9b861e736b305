using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EventRecovery.Cli.Demo;

/// <summary>One event as the consumer processed it, on a day on which it also made mistakes that nobody noticed.</summary>
/// <param name="Copies">How often it did.</param>
internal sealed record ConsumerResult(SourceEvent Origin, bool IsWrong, int Copies);

/// <summary>What the consumer leaves behind downstream: a file of results.</summary>
internal static class ConsumerResults
{
    private const decimal Rate = 1.1m;
    private const decimal Error = 0.5m;

    public static async Task WriteAsync(
        string path,
        IEnumerable<ConsumerResult> results,
        CancellationToken cancellationToken
    )
    {
        await using var file = new StreamWriter(
            path,
            append: false,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)
        );
        foreach (var result in results)
        {
            for (var copy = 0; copy < result.Copies && LineOf(result) is { } line; copy++)
            {
                await file.WriteLineAsync(line.AsMemory(), cancellationToken);
            }
        }
    }

    private static string? LineOf(ConsumerResult result)
    {
        using var json = JsonDocument.Parse(result.Origin.Data);
        if (
            !json.RootElement.TryGetProperty("original_value", out var value)
            || value.ValueKind != JsonValueKind.Number
            || !value.TryGetDecimal(out var number)
        )
        {
            return null;
        }

        var id = JsonEncodedText.Encode(result.Origin.Id);
        var right = (number * Rate) + (result.IsWrong ? Error : 0);
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"id":"{{id}}","timestamp":"{{result.Origin.Timestamp.UtcDateTime:O}}","recalculated_value":{{right}}}"""
        );
    }
}
