using System.Buffers.Binary;
using EventRecovery.Claims;

namespace EventRecovery.Validation;

/// <summary>An event that a trial has looked at, in 25 bytes.</summary>
/// <param name="Content">8 bytes of its hash, to tell a copy from another event with the same id.</param>
internal readonly record struct SeenEvent(EventDigest Id, ulong Content, TrialVerdict Verdict)
{
    public const int Size = EventDigest.Size + sizeof(ulong) + 1;

    public static SeenEvent Of(JudgedEvent judged) =>
        new(EventDigest.Of(new(judged.Id)), (ulong)judged.Content!.Value.Low, judged.Verdict!.Value);

    public static byte[] Write(IReadOnlyCollection<SeenEvent> events)
    {
        var bytes = new byte[events.Count * Size];
        var at = bytes.AsSpan();
        foreach (var one in events)
        {
            one.Id.CopyTo(at);
            BinaryPrimitives.WriteUInt64BigEndian(at[EventDigest.Size..], one.Content);
            at[Size - 1] = (byte)one.Verdict;
            at = at[Size..];
        }

        return bytes;
    }

    public static IEnumerable<SeenEvent> Read(ReadOnlyMemory<byte> bytes)
    {
        for (; !bytes.IsEmpty; bytes = bytes[Size..])
        {
            yield return ReadOne(bytes.Span);
        }
    }

    private static SeenEvent ReadOne(ReadOnlySpan<byte> bytes) =>
        new(
            EventDigest.FromBytes(bytes),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[EventDigest.Size..]),
            (TrialVerdict)bytes[Size - 1]
        );
}

/// <summary>What an event is to those that were seen before.</summary>
internal enum Sight
{
    First,

    /// <summary>The same event again.</summary>
    Copy,

    /// <summary>Another event with the id of one that was seen.</summary>
    Conflict,
}
