using System.Text;
using EventRecovery.Claims;
using EventRecovery.Engine;
using EventRecovery.Events;
using EventRecovery.Json;
using EventRecovery.Recalculation;
using EventRecovery.Streams;

namespace EventRecovery.Simulation.Model.Processes;

/// <summary>
/// The records of a scene as the engine meets them, and back. A writer sees itself as "me" and the other as "other", so that what one
/// of them does is known of the other too.
/// </summary>
internal sealed class SceneData
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);
    private static readonly DateTimeOffset FirstWindow = new(2026, 11, 22, 6, 0, 0, TimeSpan.Zero);

    private readonly ClaimEntry[] mine;
    private readonly ClaimEntry[] others;
    private readonly ClaimLogId[] logs;
    private readonly StreamRecord[] records;
    private readonly string?[] recovered;

    public SceneData(Scene scene)
    {
        Scene = scene;
        Version = new RateAdjustment().Version.ToString();
        Layout = new ClaimLayout(slots: 1, Window);
        logs =
        [
            .. Enumerable.Range(0, scene.Logs).Select(log => Layout.Locate(Version, new OrderKey("k"), TimeOf(log))),
        ];
        mine = [.. Enumerable.Range(0, scene.Count).Select(i => Entry(Me, i))];
        others = [.. Enumerable.Range(0, scene.Count).Select(i => Entry(Other, i))];
        records = [.. Enumerable.Range(0, scene.Count).Select(Record)];
        recovered = new string?[scene.Count];
    }

    public static Writer Me { get; } = new(Lineage.Consumer("me"), new StreamName("mine"), new ShardId("shardId-0"));

    public static Writer Other { get; } = new(Lineage.Run("other"), new StreamName("others"), new ShardId("shardId-0"));

    public Scene Scene { get; }

    public ClaimLayout Layout { get; }

    private string Version { get; }

    public ShardBatch BatchFrom(int index) => new(Me.Stream, Me.Shard, records[index..]);

    public BatchReader Reader() =>
        new(new EventReader(EventFormat.Default, JsonLimits.Default), new RateAdjustment(), Layout, Me.Lineage);

    public int IndexOf(ClaimLogId log) => Array.IndexOf(logs, log);

    public int IndexOf(SequenceNumber sequence) => Array.FindIndex(records, record => record.Sequence == sequence);

    public int MaskOf(ClaimPage page) =>
        page.Entries.Aggregate(0, (mask, entry) => mask | 1 << Array.IndexOf(mine, entry));

    public ClaimPage Page(int number, PageView view, PageToken token) =>
        new(number, view.IsMine ? Me : Other, ModelClock.At(view.Epoch), token, Entries(view.IsMine, view.Records));

    public PublishedEntries Marks(bool isMine, int records, int marked)
    {
        var marks = Entries(isMine, records & marked);
        return PublishedEntries.Some([.. Entries(isMine, records).Select(entry => marks.Contains(entry))]);
    }

    /// <summary>The records behind some places of a page.</summary>
    /// <param name="records">All of the page.</param>
    /// <param name="places">A mask, or <see cref="Response.Absent"/> for all.</param>
    public int RecordsAt(int records, int places)
    {
        var entries = Entries(isMine: true, records);
        return Enumerable
            .Range(0, entries.Length)
            .Where(place => (places >> place & 1) != 0)
            .Aggregate(0, (mask, place) => mask | 1 << Array.IndexOf(mine, entries[place]));
    }

    /// <summary>Which record a recovered event comes from. All copies of one must be the same bytes.</summary>
    public int IndexOf(ReadOnlySpan<byte> data)
    {
        var text = Encoding.UTF8.GetString(data);
        var index = Array.FindIndex(
            records,
            record => text.Contains($"\"{record.Sequence}\"", StringComparison.Ordinal)
        );
        recovered[index] ??= text;
        return recovered[index] == text
            ? index
            : throw new InvalidOperationException($"Copies of record {index} differ: {recovered[index]} and {text}");
    }

    private ClaimEntry[] Entries(bool isMine, int mask) =>
        [.. (isMine ? mine : others).Where((_, index) => (mask >> index & 1) != 0).OrderBy(entry => entry.Event)];

    private ClaimEntry Entry(Writer writer, int index) =>
        new(
            EventDigest.Of(new EventId(Name(Scene.Records[index].Event))),
            SourceDigest.Of(new SourcePosition(writer.Stream, writer.Shard, new RecordPosition(Sequence(index))))
        );

    private StreamRecord Record(int index)
    {
        var record = Scene.Records[index];
        var value = record.IsPoison ? "\"poison\"" : "10";
        var json =
            $$"""{"id":"{{Name(record.Event)}}","timestamp":"{{TimeOf(record.Log):yyyy-MM-dd'T'HH:mm:ss'Z'}}","original_value":{{value}}}""";
        return new StreamRecord(Sequence(index), record.Key.ToString(), FirstWindow, Encoding.UTF8.GetBytes(json));
    }

    private static DateTimeOffset TimeOf(int log) => FirstWindow + (log * Window);

    private static SequenceNumber Sequence(int index) => new($"{4000 + index}");

    private static string Name(int index) => $"e{index}";
}
