using System.Collections;
using EventRecovery.Claims;
using EventRecovery.Events;
using EventRecovery.Objects;
using EventRecovery.Replay;
using EventRecovery.Streams;
using EventRecovery.Versions;

namespace EventRecovery.Validation;

/// <summary>
/// Looks at the events of all shards together: which of them several shards have met, as copies on both sides of a reshard are, and which
/// of the baseline none has. Memory is bounded: of many events it looks at a part of the ids at a time.
/// </summary>
internal sealed class TrialLedgers(
    IObjectStore objects,
    RunId run,
    IReadOnlyList<ShardId> shards,
    int eventsAtOnce = 1_000_000
)
{
    private const int MostNamed = 20;

    /// <summary>Takes out of a tally what another shard has counted before.</summary>
    public async Task CountOnceAsync(TrialTally tally, CancellationToken cancellationToken)
    {
        var again = new List<(SeenEvent Event, Sight Sight)>();
        var parts = 1 + (uint)(tally.Sampled / eventsAtOnce);
        for (var part = 0u; part < parts && shards.Count > 1; part++)
        {
            var seen = new Dictionary<EventDigest, ulong>();
            await foreach (var one in EventsAsync(cancellationToken))
            {
                if ((uint)one.Id.Value % parts == part && !seen.TryAdd(one.Id, one.Content))
                {
                    again.Add((one, seen[one.Id] == one.Content ? Sight.Copy : Sight.Conflict));
                }
            }
        }

        var names = await NamesAsync(
            [.. again.Where(one => one.Sight == Sight.Conflict).Select(one => one.Event.Id)],
            cancellationToken
        );
        foreach (var (one, sight) in again)
        {
            tally.Forget(one, sight, names.GetValueOrDefault(one.Id) ?? "(rejected)");
        }
    }

    /// <summary>Events that only the baseline has: how many, and the first of them.</summary>
    public async Task<(long Count, IReadOnlyList<string> Ids)> GoneAsync(
        PackedEvents? baseline,
        CancellationToken cancellationToken
    )
    {
        if (baseline is null || baseline.Count == 0)
        {
            return (0, []);
        }

        var met = new BitArray(baseline.Count);
        await foreach (var one in EventsAsync(cancellationToken))
        {
            if (one.Verdict != TrialVerdict.Rejected && baseline.PlaceOf(one.Id) is >= 0 and var place)
            {
                met[place] = true;
            }
        }

        var (count, first) = (0L, new SortedSet<string>(StringComparer.Ordinal));
        foreach (var place in baseline.Places().Where(place => !met[place]))
        {
            count++;
            first.Add(baseline.IdAt(place));
            if (first.Count > MostNamed)
            {
                first.Remove(first.Max!);
            }
        }

        return (count, [.. first]);
    }

    private async IAsyncEnumerable<SeenEvent> EventsAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        foreach (var shard in shards)
        {
            var bytes = await objects.GetAsync(ResultKeys.Seen(run, shard), cancellationToken) ?? [];
            foreach (var one in SeenEvent.Read(bytes))
            {
                yield return one;
            }
        }
    }

    /// <summary>Ids are in the results; what was rejected has none.</summary>
    private async Task<Dictionary<EventDigest, string>> NamesAsync(
        HashSet<EventDigest> wanted,
        CancellationToken cancellationToken
    )
    {
        var names = new Dictionary<EventDigest, string>();
        var results = new ResultReader(objects);
        if (wanted.Count == 0 || await results.FindAsync(run, cancellationToken) is not { } manifest)
        {
            return names;
        }

        await foreach (var lines in results.ObjectsAsync(manifest, cancellationToken))
        {
            foreach (var line in lines.Where(line => wanted.Contains(EventDigest.Of(line.Id))))
            {
                names[EventDigest.Of(line.Id)] = line.Id.Value;
            }
        }

        return names;
    }
}
