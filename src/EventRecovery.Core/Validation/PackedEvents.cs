using System.IO.Compression;
using EventRecovery.Claims;
using EventRecovery.Events;

namespace EventRecovery.Validation;

/// <summary>
/// Events to look up by id, in bounded memory: packed in blocks, with 20 bytes an event for the index. Some millions fit into the bound,
/// a tenth of what they would take as they are. Add all, seal once, then look up from any thread.
/// </summary>
/// <param name="firstCounts">Which of an event's copies is found: the one that was added first, or last.</param>
public sealed class PackedEvents(bool firstCounts = false, long mostBytes = PackedEvents.MostBytes)
{
    /// <summary>A quarter of a Replayer's memory.</summary>
    public const long MostBytes = 256L * 1024 * 1024;

    private const int EventsPerBlock = 128;
    private const int IndexBytes = EventDigest.Size + sizeof(int);

    /// <summary>A trial meets events in about the order in which they were kept, of several shards at once.</summary>
    private const int BlocksOpen = 16;

    private readonly List<EventDigest> added = [];
    private readonly List<byte[]> blocks = [];
    private readonly List<(string Id, byte[] Data)> open = [];
    private readonly Dictionary<int, (string Id, byte[] Data)[]> unpacked = [];
    private readonly Queue<int> oldest = new();
    private readonly Lock gate = new();
    private EventDigest[] sorted = [];
    private int[] places = [];
    private long packedBytes;

    /// <summary>Events, copies among them.</summary>
    public int Count { get; private set; }

    /// <summary>False when it does not fit.</summary>
    public bool TryAdd(EventId id, EventDigest digest, ReadOnlySpan<byte> data)
    {
        if (packedBytes + ((long)Count * IndexBytes) > mostBytes)
        {
            return false;
        }

        Count++;
        added.Add(digest);
        open.Add((id.Value, data.ToArray()));
        if (open.Count == EventsPerBlock)
        {
            Pack();
        }

        return true;
    }

    /// <summary>Nothing more comes.</summary>
    public void Seal()
    {
        if (open.Count > 0)
        {
            Pack();
        }

        sorted = [.. added];
        places = [.. Enumerable.Range(0, Count)];
        added.Clear();
        added.TrimExcess();
        Array.Sort(sorted, places);
    }

    /// <summary>The place of an event; −1 when there is none.</summary>
    public int PlaceOf(EventDigest digest)
    {
        var at = Array.BinarySearch(sorted, digest);
        while (at > 0 && sorted[at - 1] == digest)
        {
            at--;
        }

        return at < 0 ? -1 : PlaceAt(at, out _);
    }

    /// <summary>The places of all events, one of each, in their order.</summary>
    public IReadOnlyList<int> Places()
    {
        var all = new List<int>();
        for (var at = 0; at < sorted.Length; )
        {
            all.Add(PlaceAt(at, out at));
        }

        all.Sort();
        return all;
    }

    /// <summary>Null when there is no such event.</summary>
    public ReadOnlyMemory<byte>? Find(EventDigest digest)
    {
        var place = PlaceOf(digest);
        return place < 0 ? default(ReadOnlyMemory<byte>?) : At(place).Data;
    }

    /// <summary>The id of the event at a place. Cheap in the order of places.</summary>
    public string IdAt(int place) => At(place).Id;

    /// <summary>Of the copies of one event, which are together in the index, the one that counts.</summary>
    private int PlaceAt(int first, out int next)
    {
        var counts = places[first];
        for (next = first + 1; next < sorted.Length && sorted[next] == sorted[first]; next++)
        {
            counts = firstCounts ? Math.Min(counts, places[next]) : Math.Max(counts, places[next]);
        }

        return counts;
    }

    private (string Id, byte[] Data) At(int place) => Block(place / EventsPerBlock)[place % EventsPerBlock];

    private void Pack()
    {
        using var packed = new MemoryStream();
        using (var writer = new BinaryWriter(new DeflateStream(packed, CompressionLevel.Fastest)))
        {
            foreach (var (id, data) in open)
            {
                writer.Write(id);
                writer.Write7BitEncodedInt(data.Length);
                writer.Write(data);
            }
        }

        blocks.Add(packed.ToArray());
        packedBytes += blocks[^1].Length;
        open.Clear();
    }

    private (string Id, byte[] Data)[] Block(int number)
    {
        lock (gate)
        {
            if (unpacked.TryGetValue(number, out var known))
            {
                return known;
            }

            if (oldest.Count == BlocksOpen)
            {
                unpacked.Remove(oldest.Dequeue());
            }

            oldest.Enqueue(number);
            return unpacked[number] = Unpack(number);
        }
    }

    private (string Id, byte[] Data)[] Unpack(int number)
    {
        using var reader = new BinaryReader(
            new DeflateStream(new MemoryStream(blocks[number]), CompressionMode.Decompress)
        );
        var events = new (string, byte[])[Math.Min(EventsPerBlock, Count - (number * EventsPerBlock))];
        for (var at = 0; at < events.Length; at++)
        {
            events[at] = (reader.ReadString(), reader.ReadBytes(reader.Read7BitEncodedInt()));
        }

        return events;
    }
}
