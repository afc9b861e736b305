using System.IO.Compression;
using EventRecovery.Claims;
using EventRecovery.Events;
using EventRecovery.Json;
using EventRecovery.Objects;
using EventRecovery.Replay;
using EventRecovery.Versions;

namespace EventRecovery.Validation;

/// <summary>Results that are kept, or a file of events: held in memory, the sample of them.</summary>
public sealed class EventsBaseline : ITrialBaseline
{
    /// <summary>Some 300 MB of them. Above it a sample does.</summary>
    public const int MostEvents = 500_000;

    private readonly Dictionary<EventDigest, ReadOnlyMemory<byte>> events = [];
    private readonly Dictionary<EventDigest, string> ids = [];
    private readonly EventSample sample;
    private readonly JsonLimits limits;

    private EventsBaseline(string name, EventSample sample, JsonLimits limits) =>
        (Name, this.sample, this.limits) = (name, sample, limits);

    public string Name { get; }

    public IReadOnlyDictionary<EventDigest, string>? Ids => ids;

    /// <summary>Nothing to compare with: every event is new.</summary>
    public static EventsBaseline None(string why) => new(why, new EventSample(1), JsonLimits.Default);

    public JsonText? Find(StreamEvent original) =>
        events.TryGetValue(EventDigest.Of(original.Id), out var data)
        && JsonText.TryRead(data, limits, out var text, out _)
            ? text
            : null;

    /// <summary>The results of a run.</summary>
    /// <exception cref="TrialBaselineException">They are not there, or too many.</exception>
    public static async Task<EventsBaseline> OfRunAsync(
        RunId run,
        EventSample sample,
        IObjectStore objects,
        CancellationToken cancellationToken
    )
    {
        var reader = new ResultReader(objects);
        var manifest =
            await reader.FindAsync(run, cancellationToken)
            ?? throw new TrialBaselineException($"The run {run} has no results to compare with, or is not complete.");
        var baseline = new EventsBaseline($"results of {run}", sample, JsonLimits.Default);
        await foreach (var line in reader.LinesAsync(manifest, cancellationToken))
        {
            baseline.Add(line.Id, line.Event);
        }
        return baseline;
    }

    /// <summary>A JSONL file of events, gzip or not, in object storage.</summary>
    /// <exception cref="TrialBaselineException">It is not there, has too many events, or a line that is no event.</exception>
    public static async Task<EventsBaseline> OfFileAsync(
        string key,
        EventSample sample,
        EventReader events,
        IObjectStore objects,
        CancellationToken cancellationToken
    )
    {
        var data =
            await objects.GetAsync(key, cancellationToken)
            ?? throw new TrialBaselineException($"There is no baseline {key} in the deployment's bucket or folder.");
        var baseline = new EventsBaseline(key, sample, JsonLimits.Default);
        await using Stream whole = key.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(new MemoryStream(data), CompressionMode.Decompress)
            : new MemoryStream(data);
        using var lines = new StreamReader(whole);
        for (var number = 1; await lines.ReadLineAsync(cancellationToken) is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }
            var read = events.Read(System.Text.Encoding.UTF8.GetBytes(line));
            if (!read.IsEvent)
            {
                throw new TrialBaselineException(
                    $"Line {number} of the baseline {key} is no event: {read.Rejection.Message}"
                );
            }
            baseline.Add(read.Event.Id, read.Event.Utf8);
        }
        return baseline;
    }

    private void Add(EventId id, ReadOnlyMemory<byte> data)
    {
        var digest = EventDigest.Of(id);
        if (!sample.Holds(digest))
        {
            return;
        }
        if (events.Count == MostEvents)
        {
            throw new TrialBaselineException(
                $"The baseline, {Name}, has more than {MostEvents:N0} events of the sample. Take a smaller sample."
            );
        }
        events[digest] = data;
        ids[digest] = id.Value;
    }
}

/// <summary>The baseline cannot be used; the message says what to do.</summary>
public sealed class TrialBaselineException(string message) : Exception(message);
