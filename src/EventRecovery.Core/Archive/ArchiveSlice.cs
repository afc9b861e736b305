using System.Globalization;
using System.Text;
using EventRecovery.Audit;
using EventRecovery.Audit.Reading;
using EventRecovery.Claims;
using EventRecovery.Events;
using EventRecovery.Json;
using EventRecovery.Streams;

namespace EventRecovery.Archive;

/// <summary>
/// One hour of an archive, of a part of the keys, in order. Each record belongs to exactly one hour, and to the same one whoever
/// reads it: that of its object where sequence numbers give the order; that of its own time where they do not, since objects that
/// were gathered side by side reach into the next hour.
/// </summary>
internal sealed class ArchiveSlice
{
    /// <summary>Of the sequence numbers made here: hour, then the place in it, all of one width so that text order is the order.</summary>
    public const int SequenceDigits = 7 + Middle + Low;

    private const int Middle = 20;
    private const int Low = 64;

    private const long MostBytes = 512L * 1024 * 1024;

    private ArchiveSlice(long hour, IReadOnlyList<StreamRecord> records) => (Hour, Records) = (hour, records);

    public long Hour { get; }

    public IReadOnlyList<StreamRecord> Records { get; }

    public static async Task<ArchiveSlice> ReadAsync(
        ArchivePlace place,
        long hour,
        HashKeyRange keys,
        EventFormat format,
        bool keysMatter,
        CancellationToken cancellationToken
    )
    {
        var events = new EventReader(format, new JsonLimits { MaxBytes = JsonLimits.LargestMaxBytes });
        var found = new SortedDictionary<string, StreamRecord>(StringComparer.Ordinal);
        var bytes = 0L;
        foreach (var from in (long[])[hour - 1, hour])
        {
            await foreach (var (key, piece) in PiecesAsync(place, from, justEvents: from < hour, cancellationToken))
            {
                var record = Record(events, key, piece, from, place.Window.To, keysMatter, out var belongsTo);
                if (
                    belongsTo != hour
                    || !place.Window.Contains(record.ArrivedAt)
                    || !keys.Contains(HashKeyRange.HashOf(record.PartitionKey))
                )
                {
                    continue;
                }

                // A record that was archived twice has one sequence number.
                if (found.TryAdd(record.Sequence.Value, record) && (bytes += record.Data.Length) > MostBytes)
                {
                    throw new AuditSourceException(
                        ArchiveLayout.PrefixOf(place.Prefix, hour),
                        "holds more in one hour than fits in memory. Replay it in a function or on a machine with more."
                    );
                }
            }
        }

        return new ArchiveSlice(hour, [.. found.Values]);
    }

    private static async IAsyncEnumerable<(string Key, JsonPiece Piece)> PiecesAsync(
        ArchivePlace place,
        long hour,
        bool justEvents,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var key in place.Store.ListAsync(ArchiveLayout.PrefixOf(place.Prefix, hour), cancellationToken))
        {
            if (await place.Store.OpenAsync(key, cancellationToken) is not { } content)
            {
                throw new AuditSourceException(
                    key,
                    "disappeared while the archive was read. Keep archives until they are replayed."
                );
            }

            await using var opened = content;
            await using var body = await Gunzip.OpenAsync(key, content.Body, content.Length, cancellationToken);
            await foreach (var piece in new JsonSequence(body, Envelopes.LongestText).ReadAsync(cancellationToken))
            {
                // Envelopes belong to the hour of their object, so those of the hour before are of no use here.
                if (justEvents && ArchiveEnvelope.Looks(piece.Data.Span))
                {
                    break;
                }

                yield return (key, piece);
            }
        }
    }

    private static StreamRecord Record(
        EventReader events,
        string key,
        in JsonPiece piece,
        long objectHour,
        DateTimeOffset to,
        bool keysMatter,
        out long belongsTo
    )
    {
        // The piece's bytes are good for a moment only.
        var data = piece.Data.ToArray();
        belongsTo = objectHour;
        if (
            JsonText.TryRead(data, new JsonLimits { MaxBytes = JsonLimits.LargestMaxBytes }, out var json, out _)
            && ArchiveEnvelope.TryRead(json.Root, out var kept)
        )
        {
            var from = kept.Origin!.Value;
            return kept with { Sequence = Sequence(objectHour, Digits(from.Shard.Value), kept.Sequence.Value) };
        }

        var start = ArchiveLayout.StartOf(objectHour);
        var read = events.Read(data);
        var latest = start.AddHours(1) + ArchiveLayout.LongestGathering;
        // It arrived within the object's time; when exactly is not told. What may have arrived before the end counts as if it had.
        var arrived = read.IsEvent ? Between(read.Event.Timestamp, start, latest) : start;
        arrived = start < to && arrived >= to ? to.AddTicks(-1) : arrived;
        belongsTo = Math.Min(ArchiveLayout.HourOf(arrived), objectHour + 1);
        return new StreamRecord(
            Sequence(belongsTo, arrived.UtcTicks.ToString(CultureInfo.InvariantCulture), Tie(key, piece.Offset)),
            KeyOf(read, key, keysMatter),
            arrived,
            data
        );
    }

    private static string KeyOf(EventReadResult read, string place, bool keysMatter) =>
        !read.IsEvent ? "unreadable"
        : read.Event.OrderKey is { } key ? key.Value
        : keysMatter
            ? throw new AuditSourceException(
                place,
                $"holds payloads without their partition keys. Set {Configuration.Variables.OrderKeyPointer} to where events keep their order key, or "
                    + $"{Configuration.Variables.ClaimSlots} to 1."
            )
        : read.Event.Id.Value;

    private static DateTimeOffset Between(DateTimeOffset time, DateTimeOffset least, DateTimeOffset most) =>
        time < least ? least
        : time > most ? most
        : time;

    private static string Tie(string key, long offset)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{key} {offset}");
        return EventDigest.Of(new EventId(name)).Value.ToString(CultureInfo.InvariantCulture);
    }

    // Shards of a stream count up, parents before children.
    private static string Digits(string shard) =>
        string.Concat(shard.Where(char.IsAsciiDigit)) is { Length: > 0 and <= Middle } digits ? digits : "0";

    private static SequenceNumber Sequence(long hour, string middle, string low) =>
        new(
            new StringBuilder(ArchiveLayout.Digits(hour), SequenceDigits)
                .Append(middle.PadLeft(Middle, '0'))
                .Append(low.PadLeft(Low, '0'))
                .ToString()
        );
}
