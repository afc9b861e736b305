using System.Collections.Concurrent;
using System.Globalization;
using EventRecovery.Archive;
using EventRecovery.Audit;
using EventRecovery.Events;
using EventRecovery.Objects;
using EventRecovery.Replay.Running;
using EventRecovery.Streams;

namespace EventRecovery.Replay.Inputs;

/// <summary>What a run reads besides its stream: the findings that it is only about, and the archive of what the stream has forgotten.</summary>
/// <param name="own">The store of this deployment; places that begin with no bucket are keys in it.</param>
/// <param name="bucket">Any other bucket; null where there are none.</param>
/// <param name="keysMatter">See <see cref="ArchiveReader"/>.</param>
public sealed class ReplayInputs(
    IObjectStore own,
    Func<string, IObjectStore>? bucket,
    EventFormat format,
    bool keysMatter,
    TimeProvider time
)
{
    private const string BucketPrefix = "s3://";

    /// <summary>Kept by the stream beyond the seam, while what is before it is read from the archive.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, (string Tag, FindingSelection Selection)> selections = new(
        StringComparer.Ordinal
    );

    /// <summary>The definition with the seam that was left to us: where the stream surely reaches back to, while the run lasts.</summary>
    public RunDefinition WithSeam(RunDefinition definition, StreamDescription stream)
    {
        if (definition is { Archive: null } or { Seam: not null })
        {
            return definition;
        }

        var (from, to) = (definition.Window.From, definition.Window.To);
        var oldest = time.GetUtcNow() - stream.Retention;
        var seam = oldest < from ? from : oldest + Margin;
        return definition with { Seam = seam > to ? to : seam };
    }

    /// <summary>Null when the run is about all events.</summary>
    public async Task<FindingSelection?> SelectionAsync(RunDefinition definition, CancellationToken cancellationToken)
    {
        if (definition.Only is not { } place)
        {
            return null;
        }

        try
        {
            var (store, key) = Locate(place);
            await using var content =
                await store.OpenAsync(key, cancellationToken)
                ?? throw new RunRefusedException(
                    $"There are no findings at {place}. Write them with recover audit --findings."
                );
            var tag = $"{definition.Stream} {content.Tag}";
            if (selections.TryGetValue(place, out var known) && known.Tag == tag)
            {
                return known.Selection;
            }

            var selection = await FindingSelection.ReadAsync(place, content.Body, definition.Stream, cancellationToken);
            selections[place] = (tag, selection);
            return selection;
        }
        catch (Exception damaged) when (damaged is AuditSourceException or ObjectOutsideException)
        {
            throw new RunRefusedException($"The findings cannot be read: {damaged.Message}");
        }
    }

    public async Task<IShardReader> ReaderAsync(
        RunDefinition definition,
        IShardReader stream,
        CancellationToken cancellationToken
    )
    {
        var selection = await SelectionAsync(definition, cancellationToken);
        if (definition is { Archive: { } place, Seam: { } seam })
        {
            var (store, prefix) = Locate(place);
            var window = definition.Window with { To = seam < definition.Window.To ? seam : definition.Window.To };
            var wanted = new ArchivePlace(store, prefix, window)
            {
                Stretches = selection is { IsAnywhere: false } ? selection.Stretches() : null,
            };
            var archive = new ArchiveReader(wanted, format, keysMatter);
            stream = new StitchedReader(stream, archive, definition.Window, seam, time);
        }

        return selection is null ? stream : new SelectiveReader(stream, selection);
    }

    /// <summary>How much reading the findings save, in a sentence; null when the run is about all events.</summary>
    public async Task<string?> SavedAsync(RunDefinition definition, int shards, CancellationToken cancellationToken)
    {
        if (await SelectionAsync(definition, cancellationToken) is not { } selection)
        {
            return null;
        }

        if (selection.IsAnywhere)
        {
            return Text(
                $"Only {selection.Count:N0} findings are processed. Not all of them tell shard and arrival, so all of the window is read."
            );
        }

        var read = selection.Shards.Sum(shard =>
            selection.StretchesOf(shard).Sum(stretch => stretch.Length.TotalSeconds)
        );
        var all = definition.Window.Length.TotalSeconds * Math.Max(1, shards);
        return Text(
            $"Only {selection.Count:N0} findings are processed: {selection.Shards.Count} of {shards} shards and {100 * Math.Min(1, read / all):0.#} % of their time are read, {100 * (1 - Math.Min(1, read / all)):0.#} % is saved."
        );
    }

    private (IObjectStore Store, string Key) Locate(string place)
    {
        if (!place.StartsWith(BucketPrefix, StringComparison.Ordinal))
        {
            return (own, place);
        }

        var parts = place[BucketPrefix.Length..].Split('/', 2);
        return bucket is null || parts.Length < 2
            ? throw new RunRefusedException(
                $"{place} is no place that can be read here; write s3://BUCKET/KEY, or a key in the deployment's own store."
            )
            : (bucket(parts[0]), parts[1]);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
