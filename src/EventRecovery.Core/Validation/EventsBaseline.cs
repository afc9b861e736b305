using System.Text;
using EventRecovery.Audit;
using EventRecovery.Claims;
using EventRecovery.Events;
using EventRecovery.Json;
using EventRecovery.Objects;
using EventRecovery.Recalculation;
using EventRecovery.Replay;
using EventRecovery.Versions;
using Gunzip = EventRecovery.Audit.Reading.Gunzip;

namespace EventRecovery.Validation;

/// <summary>Results that are kept, or a file of events: the sample of them, packed in memory.</summary>
public sealed class EventsBaseline : ITrialBaseline
{
    private readonly PackedEvents events;
    private readonly EventSample sample;

    private EventsBaseline(string name, EventSample sample, bool firstCounts = false) =>
        (Name, this.sample, events) = (name, sample, new PackedEvents(firstCounts));

    public string Name { get; }

    public PackedEvents? Events => events;

    /// <summary>Nothing to compare with: every event is new.</summary>
    public static EventsBaseline None(string why) => new(why, new EventSample(1));

    public JsonText? Find(StreamEvent original) =>
        events.Find(EventDigest.Of(original.Id)) is { } data
        && JsonText.TryRead(data, JsonLimits.Largest, out var text, out _)
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
            ?? throw new TrialBaselineException(
                $"The run {run} has no results to compare with: it is not complete, or they were deleted."
            );
        var baseline = new EventsBaseline($"results of {run}", sample, firstCounts: true);
        await foreach (var lines in reader.ObjectsAsync(manifest, cancellationToken))
        {
            foreach (var line in lines)
            {
                baseline.Add(line.Id, line.Json());
            }
        }

        baseline.events.Seal();
        return baseline;
    }

    /// <summary>A JSONL file of events, gzip or not, in object storage.</summary>
    /// <exception cref="TrialBaselineException">It is not there, is damaged, has too many events, or a line that is no event.</exception>
    public static async Task<EventsBaseline> OfFileAsync(
        string key,
        EventSample sample,
        EventReader reader,
        IObjectStore objects,
        CancellationToken cancellationToken
    )
    {
        await using var content =
            await objects.OpenAsync(key, cancellationToken)
            ?? throw new TrialBaselineException(
                $"There is no baseline {key} in the deployment's bucket or folder. Put it there, or let recover trial --baseline FILE do it."
            );
        var baseline = new EventsBaseline(key, sample);
        try
        {
            await using var unpacked = await Gunzip.OpenAsync(key, content.Body, content.Length, cancellationToken);
            await baseline.ReadAsync(unpacked, reader, cancellationToken);
        }
        catch (AuditSourceException)
        {
            throw new TrialBaselineException(
                $"The baseline {key} is a damaged or cut off gzip file. Put it there again."
            );
        }

        baseline.events.Seal();
        return baseline;
    }

    private async Task ReadAsync(Stream file, EventReader reader, CancellationToken cancellationToken)
    {
        using var lines = new StreamReader(file, Encoding.UTF8);
        for (var number = 1; await lines.ReadLineAsync(cancellationToken) is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            var read = reader.Read(Encoding.UTF8.GetBytes(line));
            if (!read.IsEvent)
            {
                throw new TrialBaselineException(
                    $"Line {number} of the baseline {Name} is no event: {read.Rejection.Message}"
                );
            }

            Add(read.Event.Id, read.Event.Json);
        }
    }

    // Without the recovery member, which no comparison looks at: its hashes do not pack.
    private void Add(EventId id, JsonText json)
    {
        var digest = EventDigest.Of(id);
        if (sample.Holds(digest) && !events.TryAdd(id, digest, RecoveryMember.Without(json).Span))
        {
            throw new TrialBaselineException(
                $"The baseline, {Name}, has more events than fit into memory: {events.Count:N0} of the sample do. Take a smaller sample."
            );
        }
    }
}

/// <summary>The baseline cannot be used; the message says what to do.</summary>
public sealed class TrialBaselineException(string message) : Exception(message);
