using System.Runtime.CompilerServices;
using System.Text;
using EventRecovery.Audit.Reading;
using EventRecovery.Events;
using EventRecovery.Json;
using EventRecovery.Streams;
using Fields = EventRecovery.Audit.Findings.FindingFields;

namespace EventRecovery.Audit.Findings;

/// <summary>Reads findings, one at a time. They may have been filtered or written by hand: id and verdict are enough.</summary>
public static class FindingReader
{
    private const int LongestFinding = 1 << 20;

    /// <exception cref="AuditSourceException">A line is no finding.</exception>
    public static async IAsyncEnumerable<Finding> ReadAsync(
        string place,
        Stream stream,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var scratch = new JsonScratch();
        await foreach (var piece in new JsonSequence(stream, LongestFinding).ReadAsync(cancellationToken))
        {
            yield return piece.Kind == JsonPieceKind.Value
            && JsonText.TryRead(piece.Data, JsonLimits.Default, scratch, out var json, out _)
            && Read(json.Root) is { } finding
                ? finding
                : throw new AuditSourceException(
                    place,
                    $"has something at byte {piece.Offset} that is no finding: give each line an id and a verdict."
                );
        }
    }

    private static Finding? Read(JsonValue json)
    {
        if (Text(json, Fields.Id) is not { } id || !Verdicts.TryParse(Text(json, Fields.Verdict), out var verdict))
        {
            return null;
        }

        var stream = Text(json, Fields.Stream);
        return new Finding(id, verdict, Text(json, Fields.Reason) ?? "")
        {
            Time = Time(json, Fields.Time),
            Window = Time(json, Fields.Window),
            Source = stream ?? Text(json, Fields.Object) ?? "",
            Shard = stream is not null && Text(json, Fields.Shard) is { } shard ? new ShardId(shard) : null,
            Position = Text(json, Fields.Sequence) is { } sequence
                ? new RecordPosition(new SequenceNumber(sequence), (int?)Number(json, Fields.SubSequence))
                : null,
            Offset = Number(json, Fields.Offset),
            ArrivedAt = Time(json, Fields.ArrivedAt),
            Key = Text(json, Fields.Key),
            Type = Text(json, Fields.Type),
            Version = Text(json, Fields.Version),
            Cause = FailureCauses.Parse(Text(json, Fields.Cause)),
        };
    }

    private static string? Text(JsonValue json, string name) =>
        TryGet(json, name, out var value) && value.TryGetString(out var text) ? text : null;

    private static long? Number(JsonValue json, string name) =>
        TryGet(json, name, out var value) && value.TryGetInt64(out var number) ? number : null;

    private static DateTimeOffset? Time(JsonValue json, string name) =>
        TryGet(json, name, out var value)
        && value.Kind == JsonKind.String
        && Rfc3339.TryRead(value, out var time, out _)
            ? time
            : null;

    private static bool TryGet(JsonValue json, string name, out JsonValue value)
    {
        Span<byte> utf8 = stackalloc byte[Fields.LongestInUtf8];
        return json.TryGet(utf8[..Encoding.UTF8.GetBytes(name, utf8)], out value);
    }
}
