using EventRecovery.Audit.Reading;
using EventRecovery.Claims;
using EventRecovery.Streams;

namespace EventRecovery.Audit.Exact;

/// <summary>
/// Entries of one side on disk, parted by the digest of their ids, so that a part of both sides fits in memory at a time, however
/// many there are. The files vanish with the process that wrote them. For one writer; read after all is written.
/// </summary>
internal sealed class EntrySpill : IDisposable
{
    private const int BufferBytes = 1 << 14;

    private readonly FileStream[] parts;
    private readonly BinaryWriter[] writers;
    private readonly List<ItemOrigin> origins = [];
    private readonly Dictionary<ItemOrigin, int> ordinals = [];

    /// <param name="name">Unique in the folder.</param>
    /// <param name="partCount">A power of two.</param>
    public EntrySpill(string folder, string name, int partCount)
    {
        parts = new FileStream[partCount];
        writers = new BinaryWriter[partCount];
        for (var part = 0; part < partCount; part++)
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Options = FileOptions.DeleteOnClose,
                BufferSize = BufferBytes,
            };
            parts[part] = new FileStream(Path.Combine(folder, $"{name}-{part}"), options);
            writers[part] = new BinaryWriter(parts[part]);
        }
    }

    public long Bytes => parts.Sum(part => part.Length);

    public void Add(byte layer, AuditEntry entry)
    {
        var writer = writers[(int)(entry.Digest.Value >> 64) & (parts.Length - 1)];
        writer.Write(layer);
        writer.Write((ulong)(entry.Digest.Value >> 64));
        writer.Write((ulong)entry.Digest.Value);
        writer.Write((ulong)(entry.Result >> 64));
        writer.Write((ulong)entry.Result);
        writer.Write(entry.Time?.UtcTicks ?? 0);
        writer.Write(entry.At?.UtcTicks ?? 0);
        writer.Write(entry.Id);
        writer.Write7BitEncodedInt(OrdinalOf(entry.Origin));
        writer.Write7BitEncodedInt64(entry.Offset);
        writer.Write(entry.Position?.Sequence.Value ?? "");
        writer.Write7BitEncodedInt((entry.Position?.SubSequence ?? -1) + 1);
        Write(writer, entry.Key);
        Write(writer, entry.Type);
        Write(writer, entry.Version);
        Write(writer, entry.RecoveredAs);
        Write(writer, entry.Reason);
        writer.Write7BitEncodedInt(entry.Values.Length);
        foreach (var value in entry.Values)
        {
            writer.Write(value);
        }
    }

    public IEnumerable<(byte Layer, AuditEntry Entry)> Read(int part)
    {
        writers[part].Flush();
        parts[part].Position = 0;
        using var reader = new BinaryReader(parts[part], System.Text.Encoding.UTF8, leaveOpen: true);
        var length = parts[part].Length;
        while (parts[part].Position < length)
        {
            yield return (reader.ReadByte(), Read(reader));
        }
    }

    public void Dispose()
    {
        foreach (var part in parts)
        {
            part?.Dispose();
        }
    }

    private AuditEntry Read(BinaryReader reader)
    {
        var digest = new EventDigest(new UInt128(reader.ReadUInt64(), reader.ReadUInt64()));
        var result = new UInt128(reader.ReadUInt64(), reader.ReadUInt64());
        var (time, at) = (ReadTime(reader), ReadTime(reader));
        var entry = new AuditEntry(reader.ReadString(), digest, origins[reader.Read7BitEncodedInt()])
        {
            Result = result,
            Time = time,
            At = at,
            Offset = reader.Read7BitEncodedInt64(),
            Position = ReadPosition(reader),
            Key = ReadText(reader),
            Type = ReadText(reader),
            Version = ReadText(reader),
            RecoveredAs = ReadText(reader),
            Reason = ReadText(reader),
        };
        var values = reader.Read7BitEncodedInt();
        return values == 0
            ? entry
            : entry with
            {
                Values = [.. Enumerable.Range(0, values).Select(_ => reader.ReadDouble())],
            };
    }

    private int OrdinalOf(ItemOrigin origin)
    {
        if (!ordinals.TryGetValue(origin, out var ordinal))
        {
            ordinals.Add(origin, ordinal = origins.Count);
            origins.Add(origin);
        }

        return ordinal;
    }

    // Nothing that is told is empty, so the empty text can stand for none.
    private static void Write(BinaryWriter writer, string? text) => writer.Write(text ?? "");

    private static string? ReadText(BinaryReader reader) => reader.ReadString() is { Length: > 0 } text ? text : null;

    private static DateTimeOffset? ReadTime(BinaryReader reader) =>
        reader.ReadInt64() is var ticks and not 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    private static RecordPosition? ReadPosition(BinaryReader reader)
    {
        var sequence = reader.ReadString();
        var sub = reader.Read7BitEncodedInt() - 1;
        return sequence.Length == 0 ? null : new RecordPosition(new SequenceNumber(sequence), sub < 0 ? null : sub);
    }
}
