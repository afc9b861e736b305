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
    private readonly string run = lineage.Name;
    private readonly PathTree mutable = PathTree.Of(recalculation.MutablePaths);

    /// <summary>The work of a batch in shard order, in chunks of bounded size, each made when it is asked for.</summary>
    internal IEnumerable<WorkChunk> Read(ShardBatch batch, int maxEvents, long maxBytes)
    {
        using var desk = new Desk(new Recalculator(recalculation, mutable));
        var capacity = Math.Min(maxEvents, batch.Records.Count);
        var chunk = new WorkChunk(capacity);
        foreach (var unit in UserRecord.Split(batch))
        {
            if (chunk.Items.Count == maxEvents || chunk.Bytes >= maxBytes)
            {
                yield return chunk;
                chunk = new WorkChunk(capacity);
            }

            if (Read(batch, unit, desk, chunk) is { } item)
            {
                chunk.Add(item);
            }
        }

        if (chunk.Items.Count > 0)
        {
            yield return chunk;
        }
    }

    private WorkItem? Read(ShardBatch batch, in UserRecord unit, Desk desk, WorkChunk chunk)
    {
        var source = unit.SourceIn(batch);
        if (unit.Damage is { } damage)
        {
            return isWanted is not null
                ? null
                : new WorkItem { Position = unit.Position, Poison = Park(source, unit, damage) };
        }

        var read = events.Read(unit.Data, desk.Json);
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

        desk.Output.Clear();
        var result = desk.Recalculator.Recover(read.Event, Origin(source), desk.Output);
        if (result.Rejection is { } rejection)
        {
            return new WorkItem
            {
                Position = unit.Position,
                Identity = identity,
                Poison = Park(source, unit, rejection),
            };
        }

        var recovered = new OutgoingRecord(PartitionKeys.For(key), key, chunk.Keep(desk.Output.WrittenSpan));
        var oversized = recovered.Size > PublishLimits.BytesPerRecord ? OversizedEvent.Of(read.Event, recovered) : null;
        return new WorkItem
        {
            Position = unit.Position,
            Identity = identity,
            Outgoing = oversized?.Pointer ?? recovered,
            Id = read.Event.Id,
            Timestamp = read.Event.Timestamp,
            ResultHash = result.ResultHash,
            Oversized = oversized,
        };
    }

    private RecoveryOrigin Origin(in SourcePosition source) =>
        new(run, source.Stream.Value, source.Shard.Value, source.Record.Sequence.Value, source.Record.SubSequence ?? 0);

    private ParkedEvent Park(in SourcePosition source, in UserRecord unit, Rejection rejection) =>
        new(source, unit.ArrivedAt, unit.PartitionKey, rejection.Code, rejection.Message, version, unit.Data);

    /// <summary>What reading one event after the other uses again and again.</summary>
    private sealed class Desk(Recalculator recalculator) : IDisposable
    {
        public JsonScratch Json { get; } = new();

        public Recalculator Recalculator { get; } = recalculator;

        public PooledBuffer Output { get; } = new();

        public void Dispose()
        {
            Recalculator.Dispose();
            Output.Dispose();
        }
    }
}
