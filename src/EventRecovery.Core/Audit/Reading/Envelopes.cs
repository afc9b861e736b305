using System.Diagnostics.CodeAnalysis;
using EventRecovery.Archive;
using EventRecovery.Engine;
using EventRecovery.Json;
using EventRecovery.Replay;
using EventRecovery.Streams;

namespace EventRecovery.Audit.Reading;

/// <summary>
/// Opens the envelopes in which the archiver keeps records: what was in them is told as it was on its stream, with shard, sequence
/// number, partition key and arrival. What is no envelope stays as it is. For one caller at a time.
/// </summary>
internal sealed class Envelopes(ReplayWindow arrival)
{
    /// <summary>An envelope of the largest record, in base64.</summary>
    public const int LongestText = 16 * 1024 * 1024;

    private static readonly JsonLimits Limits = new() { MaxBytes = JsonLimits.LargestMaxBytes };

    private readonly Dictionary<(StreamName, ShardId), ItemOrigin> origins = [];

    /// <summary>False when it is no envelope. None of its events are told when they arrived outside of the window.</summary>
    public bool TryOpen(in AuditItem item, [NotNullWhen(true)] out IEnumerable<AuditItem>? events)
    {
        events = null;
        if (
            item.Kind != JsonPieceKind.Value
            || !ArchiveEnvelope.Looks(item.Data.Span)
            || !JsonText.TryRead(item.Data, Limits, out var json, out _)
            || !ArchiveEnvelope.TryRead(json.Root, out var record)
        )
        {
            return false;
        }

        events = arrival.Contains(record.ArrivedAt) ? Items(record, item.Offset) : [];
        return true;
    }

    private IEnumerable<AuditItem> Items(StreamRecord record, long offset)
    {
        var from = record.Origin!.Value;
        var origin = OriginOf(from.Stream, from.Shard);
        foreach (var unit in UserRecord.Split(new ShardBatch(from.Stream, from.Shard, [record])))
        {
            yield return new AuditItem(
                origin,
                unit.Damage is null ? JsonPieceKind.Value : JsonPieceKind.Broken,
                unit.Data,
                offset,
                unit.Position,
                unit.ArrivedAt,
                unit.PartitionKey
            );
        }
    }

    private ItemOrigin OriginOf(StreamName stream, ShardId shard)
    {
        if (!origins.TryGetValue((stream, shard), out var origin))
        {
            origins.Add((stream, shard), origin = new ItemOrigin(stream.Value, shard));
        }

        return origin;
    }
}
