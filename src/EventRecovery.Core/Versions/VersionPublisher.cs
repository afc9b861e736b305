using EventRecovery.Claims;
using EventRecovery.Objects;
using EventRecovery.Publishing;
using EventRecovery.Replay;
using EventRecovery.Runtime;
using EventRecovery.Streams;

namespace EventRecovery.Versions;

/// <summary>
/// Publishes kept results again, as a new version: to make an older run's results the active ones, or to undo a version. It can be
/// stopped between any two writes, and the same command goes on: what is pending is in the history, with how many objects are done, so
/// at most one object's events are put twice, and as the same bytes.
/// </summary>
/// <remarks>
/// It does not ask the claim log: that decides which copy of an event one recalculation publishes, and here a person decides which
/// version of all of them counts. The history orders these decisions, one at a time.
/// </remarks>
public sealed class VersionPublisher(
    IVersionStore versions,
    IObjectStore objects,
    Func<StreamName, IRecordWriter> writerTo,
    TimeProvider time,
    IEntropy entropy
)
{
    private readonly ResultReader results = new(objects);

    /// <summary>Makes the results of a run the active ones.</summary>
    /// <param name="progress">Hears how many objects of how many are done.</param>
    /// <exception cref="VersionRefusedException">They cannot be.</exception>
    public async Task<VersionHistory> PublishAsync(
        ResultManifest manifest,
        Action<int, int> progress,
        CancellationToken cancellationToken
    )
    {
        var run = new RunId(manifest.Run);
        while (true)
        {
            var history = await versions.FindAsync(manifest.Scope, cancellationToken);
            switch (VersionDecision.ToPublish(history, run))
            {
                case VersionDecision.Done:
                    return history;
                case VersionDecision.Resume:
                    return await PutAsync(manifest, history, progress, cancellationToken);
                case VersionDecision.Begin begin:
                    await BeginAsync(manifest, history, begin, cancellationToken);
                    break;
            }
        }
    }

    /// <summary>Puts the version before another one in its place again, as a new version.</summary>
    /// <param name="scope">The window that it is a version of.</param>
    /// <exception cref="VersionRefusedException">There is nothing to go back to, or something else comes first.</exception>
    public async Task<VersionHistory> RollBackAsync(
        VersionScope scope,
        VersionName undo,
        Action<int, int> progress,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            var history = await versions.FindAsync(scope, cancellationToken);
            switch (VersionDecision.ToRollBack(history, undo))
            {
                case VersionDecision.Done:
                    return history;
                case VersionDecision.Resume:
                    var pending = await ManifestAsync(history.Pending!.Name.Run, cancellationToken);
                    return await PutAsync(pending, history, progress, cancellationToken);
                case VersionDecision.Begin begin:
                    var manifest = await ManifestAsync(begin.Run, cancellationToken);
                    await BeginAsync(manifest, history, begin, cancellationToken);
                    break;
            }
        }
    }

    /// <summary>Nothing is begun with results that cannot be finished: all of them are read once before.</summary>
    private async Task BeginAsync(
        ResultManifest manifest,
        VersionHistory history,
        VersionDecision.Begin begin,
        CancellationToken cancellationToken
    )
    {
        if (!manifest.IsWhole)
        {
            throw new VersionRefusedException(
                $"The results of {manifest.Run} are not whole: some were lost before they were kept. Nothing was published. "
                    + "Run that recalculation again under a new run id."
            );
        }

        await foreach (var _ in results.ObjectsAsync(manifest, cancellationToken)) { }

        // Another one may be faster; then it is decided again.
        await versions.SaveAsync(history.Begin(begin.Run, begin.Undoes, time.GetUtcNow()), cancellationToken);
    }

    private async Task<VersionHistory> PutAsync(
        ResultManifest manifest,
        VersionHistory history,
        Action<int, int> progress,
        CancellationToken cancellationToken
    )
    {
        var version = history.Pending!;
        var publisher = new OrderedPublisher(writerTo(new StreamName(manifest.Target)), time, entropy);
        var seen = new HashSet<EventDigest>();
        var index = 0;
        await foreach (var lines in results.ObjectsAsync(manifest, cancellationToken))
        {
            var first = lines.Where(line => seen.Add(EventDigest.Of(line.Id))).ToList();
            index++;
            if (history.Pending is not { } pending || pending.Name != version.Name)
            {
                // Somebody else has finished it, or is about to be told so.
                break;
            }

            if (index <= pending.ObjectsPut)
            {
                continue;
            }

            var records = first.ConvertAll(line => new OutgoingRecord(
                PartitionKeys.For(line.Key),
                line.Key,
                line.As(version.Name, version.Undoes)
            ));
            await publisher.PublishAsync(records, new bool[records.Count], () => true, cancellationToken);
            history = await AdvanceAsync(history, version.Name, now => now.Put(index), cancellationToken);
            progress(index, manifest.Objects);
        }

        return await AdvanceAsync(history, version.Name, now => now.Finish(time.GetUtcNow()), cancellationToken);
    }

    /// <summary>
    /// Somebody else may work on the same version, and be ahead: then this one follows. Nobody goes on with a version that is no longer
    /// pending.
    /// </summary>
    private async Task<VersionHistory> AdvanceAsync(
        VersionHistory history,
        VersionName version,
        Func<VersionHistory, VersionHistory> step,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            if (history.Find(version) is not null)
            {
                return history;
            }

            if (history.Pending?.Name != version)
            {
                throw new VersionRefusedException(
                    $"{version} was given up for {history.Pending?.Name.ToString() ?? history.Active?.Name.ToString()} while it was being published."
                );
            }

            var next = step(history);
            if (next.Pending is { } ahead && ahead.ObjectsPut < history.Pending.ObjectsPut)
            {
                return history;
            }

            if (await versions.SaveAsync(next, cancellationToken) is { } saved)
            {
                return saved;
            }

            history = await versions.FindAsync(history.Scope, cancellationToken);
        }
    }

    private async Task<ResultManifest> ManifestAsync(RunId run, CancellationToken cancellationToken) =>
        await results.FindAsync(run, cancellationToken)
        ?? throw new VersionRefusedException(
            $"The results of {run} are gone from the object store. Nothing was published."
        );
}
