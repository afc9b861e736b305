using System.Globalization;
using System.Text.Json;
using EventRecovery.Streams;

namespace EventRecovery.Simulation.Checks;

/// <summary>What a recovered event says of itself.</summary>
/// <param name="Result">Null in a pointer.</param>
/// <param name="Object">What a pointer points to; null in an event.</param>
internal sealed record PublishedCopy(
    string Id,
    string Version,
    string Run,
    StreamName Stream,
    ShardId Shard,
    SequenceNumber Sequence,
    int Sub,
    decimal? Result,
    (string Key, string Hash)? Object
)
{
    public static PublishedCopy Read(byte[] data)
    {
        using var document = JsonDocument.Parse(data);
        var root = document.RootElement;
        var recovery = root.GetProperty("recovery");
        var source = recovery.GetProperty("source");
        return new PublishedCopy(
            root.GetProperty("id").ToString(),
            recovery.GetProperty("version").GetString()!,
            recovery.GetProperty("run").GetString()!,
            new StreamName(source.GetProperty("stream").GetString()!),
            new ShardId(source.GetProperty("shard").GetString()!),
            new SequenceNumber(source.GetProperty("sequence").GetString()!),
            source.GetProperty("subSequence").GetInt32(),
            root.TryGetProperty("recalculated_value", out var value)
                ? decimal.Parse(value.GetRawText(), CultureInfo.InvariantCulture)
                : null,
            root.TryGetProperty("oversized", out var pointer)
                ? (pointer.GetProperty("object").GetString()!, pointer.GetProperty("sha256").GetString()!)
                : null
        );
    }
}
