using System.Text.Json;
using System.Text.Json.Serialization;

namespace EventRecovery.Cli.Demo;

/// <summary>The demo's verdict. All zeros is what it is about.</summary>
/// <param name="Missing">Events neither published nor parked as they must be.</param>
/// <param name="Wrong">Records that are not the corrected form of an event that failed, and events parked that must not be.</param>
/// <param name="Duplicated">Records with an id that was published before.</param>
/// <param name="OutOfOrder">Events published after one of the same key that failed later.</param>
internal sealed record Verification(int Missing, int Wrong, int Duplicated, int OutOfOrder)
{
    [JsonIgnore]
    public bool IsOk => this == new Verification(0, 0, 0, 0);

    public static Verification operator +(Verification a, Verification b) =>
        new(a.Missing + b.Missing, a.Wrong + b.Wrong, a.Duplicated + b.Duplicated, a.OutOfOrder + b.OutOfOrder);

    /// <param name="put">What was to be recovered, in order.</param>
    /// <param name="published">What came of it on the recovered stream, each shard in its order.</param>
    /// <param name="parked">What of it was parked.</param>
    public static Verification Of(
        IReadOnlyList<SentRecord> put,
        IReadOnlyList<PublishedRecord> published,
        IReadOnlyList<ParkedRecord> parked
    )
    {
        var expected = Expected(put);
        var lastOfKey = new Dictionary<string, int>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var (wrong, duplicated, outOfOrder) = (0, 0, 0);
        foreach (var record in published)
        {
            if (
                IdOf(record.Data) is not { } id
                || !expected.TryGetValue(id, out var match)
                || record.Key != match.Event.Key
                || !ExpectedEvent.IsCorrected(match.Event, record.Data)
            )
            {
                wrong++;
                continue;
            }

            if (!seen.Add(id))
            {
                duplicated++;
                continue;
            }

            if (lastOfKey.TryGetValue(record.Key, out var last) && match.Place < last)
            {
                outOfOrder++;
            }

            lastOfKey[record.Key] = Math.Max(match.Place, last);
        }

        var (notParked, parkedWrongly) = CompareParked(put, parked);
        return new Verification(expected.Count - seen.Count + notParked, wrong + parkedWrongly, duplicated, outOfOrder);
    }

    /// <summary>By id, each event that must be published, with the place of its first copy on the error stream.</summary>
    private static Dictionary<string, (int Place, SourceEvent Event)> Expected(IReadOnlyList<SentRecord> put)
    {
        var expected = new Dictionary<string, (int, SourceEvent)>(StringComparer.Ordinal);
        for (var place = 0; place < put.Count; place++)
        {
            if (ExpectedEvent.ParkReason(put[place]) is null)
            {
                expected.TryAdd(put[place].Origin.Id, (place, put[place].Origin));
            }
        }

        return expected;
    }

    // Each broken record must be parked for its own reason and with its own bytes.
    private static (int Missing, int Unexpected) CompareParked(
        IReadOnlyList<SentRecord> put,
        IReadOnlyList<ParkedRecord> parked
    )
    {
        var due = put.Select(record => (reason: ExpectedEvent.ParkReason(record), record.Data))
            .Where(record => record.reason is not null)
            .Select(record => (record.reason!, Convert.ToHexString(record.Data.Span)))
            .ToList();
        var unexpected = parked.Count(found => !due.Remove((found.Reason, Convert.ToHexString(found.Data.Span))));
        return (due.Count, unexpected);
    }

    internal static string? IdOf(ReadOnlyMemory<byte> data)
    {
        try
        {
            using var json = JsonDocument.Parse(data);
            return json.RootElement.TryGetProperty("id", out var id) ? id.ToString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A record of the recovered stream.</summary>
/// <param name="Place">Unique in the stream.</param>
internal sealed record PublishedRecord(string Place, string Key, ReadOnlyMemory<byte> Data);

/// <summary>An event in the parking table.</summary>
/// <param name="Stream">Where it was read.</param>
internal sealed record ParkedRecord(string Stream, string Reason, ReadOnlyMemory<byte> Data);
