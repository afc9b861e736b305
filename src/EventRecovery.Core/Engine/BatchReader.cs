using EventRecovery.Claims;
using EventRecovery.Events;
using EventRecovery.Json;
using EventRecovery.Parking;
using EventRecovery.Publishing;
using EventRecovery.Recalculation;
using EventRecovery.Streams;

namespace EventRecovery.Engine;

/// <summary>
/// Turns the records of a batch into work: splits aggregates, reads events, recalculates them. Pure: the same records give the
/// same work, whoever reads them and whenever. Safe to share.
/// </summary>
/// <param name="isWanted">Which events to process; the others are passed by. Null: all.</param>
public sealed class BatchReader(
    EventReader events,
    IRecalculation recalculation,
    ClaimLayout layout,
    Lineage lineage,
    Func<EventId, bool>? isWanted = null
)
{
    private readonly string version = recalculation.Version.ToString();

    /// <summary>The work of a batch in shard order, in chunks of bounded size, each made when it is asked for.</summary>
    internal IEnumerable<IReadOnlyList<WorkItem>> Read(ShardBatch batch, int maxEvents, long maxBytes)
    {
        using var recalculator = new Recalculator(recalculation);
        using var output = new PooledBuffer();
        var chunk = new List<WorkItem>();
        var bytes = 0L;
        foreach (var unit in UserRecord.Split(batch))
        {
            if (Read(batch, unit, recalculator, output) is not { } item)
            {
                continue;
            }

            if (chunk.Count > 0 && (chunk.Count == maxEvents || bytes + item.Size > maxBytes))
            {
                yield return chunk;
                chunk = [];
                bytes = 0;
            }

            chunk.Add(item);
            bytes += item.Size;
        }

        if (chunk.Count > 0)
        {
            yield return chunk;
        }
    }

    private WorkItem? Read(ShardBatch batch, in UserRecord unit, Recalculator recalculator, PooledBuffer output)
    {
        var source = unit.SourceIn(batch);
        if (unit.Damage is { } damage)
        {
            return isWanted is not null
                ? null
                : new WorkItem { Position = unit.Position, Poison = Park(source, unit, damage) };
        }

        var read = events.Read(unit.Data);
        if (isWanted is not null && (!read.IsEvent || !isWanted(read.Event.Id)))
        {
            return null;
        }

        if (!read.IsEvent)
        {
            return new WorkItem { Position = unit.Position, Poison = Park(source, unit, read.Rejection) };
        }

        var key = read.Event.OrderKey ?? new OrderKey(unit.PartitionKey);
        var identity = new EventIdentity(
            layout.Locate(version, key, read.Event.Timestamp),
            EventDigest.Of(read.Event.Id),
            SourceDigest.Of(source)
        );

        output.Clear();
        var result = recalculator.Recover(read.Event, Origin(source), output);
        if (result.Rejection is { } rejection)
        {
            return new WorkItem
            {
                Position = unit.Position,
                Identity = identity,
                Poison = Park(source, unit, rejection),
            };
        }

        var recovered = new OutgoingRecord(PartitionKeys.For(key), key, output.WrittenSpan.ToArray());
        var oversized = recovered.Size > PublishLimits.BytesPerRecord ? OversizedEvent.Of(read.Event, recovered) : null;
        return new WorkItem
        {
            Position = unit.Position,
            Identity = identity,
            Outgoing = oversized?.Pointer ?? recovered,
            Recovered = new RecoveredEvent(
                read.Event.Id,
                read.Event.Timestamp,
                key,
                result.ResultHash,
                (oversized?.Pointer ?? recovered).Data
            ),
            Oversized = oversized,
        };
    }

    private RecoveryOrigin Origin(in SourcePosition source) =>
        new(
            lineage.Name,
            source.Stream.Value,
            source.Shard.Value,
            source.Record.Sequence.Value,
            source.Record.SubSequence ?? 0
        );

    private ParkedEvent Park(in SourcePosition source, in UserRecord unit, Rejection rejection) =>
        new(source, unit.ArrivedAt, unit.PartitionKey, rejection.Code, rejection.Message, version, unit.Data);
}
