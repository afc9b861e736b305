using EventRecovery.Streams;

namespace EventRecovery.Audit.Reading;

/// <summary>Where items come from: one file, one object, or one shard of a stream. Shared by all of its items.</summary>
/// <param name="Source">The file's key, or the stream's name.</param>
/// <param name="Shard">Null for files.</param>
public sealed record ItemOrigin(string Source, ShardId? Shard = null)
{
    public override string ToString() => Shard is { } shard ? $"{Source}/{shard}" : Source;
}

/// <summary>What a source holds, before anybody has looked into it. The bytes are good until the next item is asked for.</summary>
/// <param name="Position">Of a record of a stream; null for files.</param>
/// <param name="Offset">Bytes before it in its file, as unpacked.</param>
/// <param name="ArrivedAt">When it reached the stream, if that is known.</param>
/// <param name="Key">Its partition key, if it had one.</param>
public readonly record struct AuditItem(
    ItemOrigin Origin,
    JsonPieceKind Kind,
    ReadOnlyMemory<byte> Data,
    long Offset = 0,
    RecordPosition? Position = null,
    DateTimeOffset? ArrivedAt = null,
    string? Key = null
);
