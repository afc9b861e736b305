using System.Text;
using EventRecovery.Claims;
using EventRecovery.Events;
using EventRecovery.Json;
using EventRecovery.Recalculation;
using EventRecovery.Streams;
using EventRecovery.Testing.Claims;
using EventRecovery.Testing.Objects;
using EventRecovery.Testing.Parking;
using EventRecovery.Testing.Streams;
using EventRecovery.Testing.Time;

namespace EventRecovery.Engine;

/// <summary>An error stream, a recovered stream and a table, shared by as many processes as a test starts.</summary>
internal sealed class EngineWorld
{
    public static readonly StreamName Errors = new("error_events");
    public static readonly StreamName Recovered = new("recovered_events");

    public EngineWorld(int shards = 1)
    {
        Kinesis = new InMemoryKinesis(Time);
        Kinesis.CreateStream(Errors, shards);
        Kinesis.CreateStream(Recovered, shards);
    }

    public VirtualTime Time { get; } = new();

    public InMemoryKinesis Kinesis { get; }

    public InMemoryClaimStore Claims { get; } = new();

    public InMemoryParking Parking { get; } = new();

    public InMemoryObjectStore Objects { get; } = new();

    public ClaimLayout Layout { get; init; } = new(slots: 1, window: TimeSpan.FromHours(1));

    public EngineProcess Start(string consumer = "reprocessor") => new(this, Lineage.Consumer(consumer));

    public EngineProcess StartRun(string runId) => new(this, Lineage.Run(runId));

    /// <summary>Puts one event on the error stream.</summary>
    public StreamRecord PutError(string id, string key = "k", decimal value = 10m) =>
        PutError(Encoding.UTF8.GetBytes(Event(id, value)), key);

    public StreamRecord PutError(byte[] data, string key = "k") => Kinesis.Put(Errors, key, data).Record;

    public static string Event(string id, decimal value) =>
        $$"""{"id":"{{id}}","timestamp":"2026-11-22T08:00:00Z","original_value":{{value}}}""";

    /// <summary>All records of a shard of the error stream, as one batch.</summary>
    public ShardBatch Batch(int shard = 0, int from = 0, int count = int.MaxValue)
    {
        var id = new ShardId($"shardId-{shard:D12}");
        var records = Kinesis.Records(Errors).Where(put => put.Shard == id).Select(put => put.Record);
        return new ShardBatch(Errors, id, [.. records.Skip(from).Take(count)]);
    }

    /// <summary>Ids on the recovered stream, in order of arrival, copies included.</summary>
    public IReadOnlyList<string> PublishedIds() => [.. Published().Select(e => e.Id.Value)];

    public IReadOnlyList<StreamEvent> Published()
    {
        var reader = new EventReader(EventFormat.Default, JsonLimits.Default);
        return
        [
            .. Kinesis
                .Records(Recovered)
                .OrderBy(put => put.Record.Sequence)
                .Select(put => reader.Read(put.Record.Data).Event.ShouldNotBeNull()),
        ];
    }

    public static BatchReader Reader(ClaimLayout layout, Lineage lineage) =>
        new(new EventReader(EventFormat.Default, JsonLimits.Default), new RateAdjustment(), layout, lineage);
}
