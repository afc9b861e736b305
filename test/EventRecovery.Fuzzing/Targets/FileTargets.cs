using EventRecovery.Archive;
using EventRecovery.Audit.Reading;
using EventRecovery.Events;
using EventRecovery.Fuzzing.Corpus;
using EventRecovery.Objects;
using EventRecovery.Replay;
using EventRecovery.Replay.Inputs;
using EventRecovery.Streams;
using EventRecovery.Versions;

namespace EventRecovery.Fuzzing.Targets;

/// <summary>Targets that read a file, packed or not.</summary>
internal static class FileTargets
{
    private static readonly ReplayWindow Window = new(SomeInputs.Hour, SomeInputs.Hour.AddHours(1));

    public static Outcome Findings(byte[] input)
    {
        var reading = FindingSelection.ReadAsync(
            "findings.jsonl",
            new MemoryStream(input, writable: false),
            new StreamName("event_stream"),
            CancellationToken.None
        );
        var selection = Of(reading);
        var stretches = selection.Stretches().Count + selection.Shards.Sum(shard => selection.StretchesOf(shard).Count);
        return Outcome.Accepted(selection.Count + stretches);
    }

    public static Outcome Archive(byte[] input)
    {
        var place = new ArchivePlace(new OneObject(input), "a", Window);
        var reader = new ArchiveReader(place, EventFormat.Default, keysMatter: false);
        var size = 0L;
        foreach (var shard in ArchiveReader.Shards)
        {
            var next = (ShardIterator?)Of(
                reader.OpenAsync(shard.Id, new ShardStart.AtTimestamp(Window.From), CancellationToken.None)
            );
            while (next is { } iterator)
            {
                var page = Of(reader.ReadAsync(iterator, limit: 1000, CancellationToken.None));
                size += page.Records.Sum(record => 1L + record.Data.Length);
                next = page.Next;
            }
        }

        return size > 0 ? Outcome.Accepted(size) : Outcome.Refused("nothing of the window");
    }

    public static Outcome Files(byte[] input)
    {
        var source = new ObjectSource("files", new OneObject(input), new ObjectChoice.Under(""), 1 << 20);
        var kinds = 0;
        var size = 0L;
        foreach (var item in source.ReadAsync(Window, CancellationToken.None).ToBlockingEnumerable())
        {
            kinds |= 1 << (int)item.Kind;
            size += item.Data.Length;
        }

        var isAccepted = (kinds & 1 << (int)JsonPieceKind.Value) != 0;
        return new Outcome(isAccepted, $"{kinds} {Outcome.Accepted(size).Kind}");
    }

    /// <summary>One object of results. Whether it is the one that was written, the manifest's hash tells after it: here it is another.</summary>
    public static Outcome Results(byte[] input)
    {
        var lines = new ResultReader(new OneObject(input)).ObjectsAsync(Manifest, CancellationToken.None);
        var size = 0L;
        foreach (var line in lines.ToBlockingEnumerable().First())
        {
            size += line.Event.Length;
        }

        return Outcome.Accepted(size);
    }

    private static readonly ResultManifest Manifest = new(
        Run: "r",
        Stream: "event_stream",
        Window.From,
        Window.To,
        Version: "rate-adjustment/1",
        Mode: "replay",
        Target: "recovered_events",
        Code: "",
        Events: 1,
        Parked: 0,
        Objects: 1,
        Bytes: 1,
        TotalHash: "",
        IsWhole: true,
        [new ShardTally("shardId-000000000000", Events: 1, Objects: 1)]
    );

    /// <summary>Nothing here waits, so what is allocated is allocated on this thread.</summary>
    private static T Of<T>(Task<T> task) =>
        task.IsCompleted ? task.GetAwaiter().GetResult() : throw new InvalidOperationException("It waits.");

    /// <summary>A store of one object, in the hour of the window.</summary>
    private sealed class OneObject(byte[] data) : IObjectStore
    {
        private static readonly string Key = ArchiveLayout.PrefixOf("a", ArchiveLayout.HourOf(SomeInputs.Hour)) + "one";

        public Task<ObjectContent?> OpenAsync(string key, CancellationToken cancellationToken) =>
            Task.FromResult<ObjectContent?>(
                new ObjectContent(new MemoryStream(data, writable: false), data.Length, "1", () => "1")
            );

        public async IAsyncEnumerable<string> ListAsync(
            string prefix,
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
        )
        {
            await Task.CompletedTask;
            if (Key.StartsWith(prefix, StringComparison.Ordinal))
            {
                yield return Key;
            }
        }

        public Task<byte[]?> GetAsync(string key, CancellationToken cancellationToken) =>
            Task.FromResult<byte[]?>(data);

        public Task<Uri> PutAsync(string key, ReadOnlyMemory<byte> value, CancellationToken cancellationToken) =>
            throw new NotSupportedException("It is only read.");
    }
}
