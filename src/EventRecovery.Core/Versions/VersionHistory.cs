using EventRecovery.Replay;
using EventRecovery.Streams;

namespace EventRecovery.Versions;

/// <summary>What versions are of: the records of one stream that arrived in one window.</summary>
public readonly record struct VersionScope(StreamName Stream, ReplayWindow Window);

/// <summary>A version that was published as a whole.</summary>
/// <param name="Undoes">The version that this one was published to undo; null for one that undoes nothing.</param>
public sealed record PublishedVersion(VersionName Name, VersionName? Undoes, DateTimeOffset At);

/// <summary>A version that is being published.</summary>
/// <param name="ObjectsPut">Objects of its results whose events are all on the recovered stream.</param>
public sealed record PendingVersion(VersionName Name, VersionName? Undoes, DateTimeOffset BeganAt, int ObjectsPut = 0);

/// <summary>
/// The versions of one window, the last of them the active one. One item, and each change is one conditional write:
/// <code>
///                      begin                     finish
///   A, B is active ───────────► A, B; A@3 pending ───────► A, B, A@3 is active
///                                  │ ▲ put one object's events, note it
///                                  └─┘
/// </code>
/// Nothing is taken out of it or overwritten: to go back is to go on. One version at a time is pending, or what two of them put on
/// the stream would be mixed.
/// </summary>
/// <param name="Revision">Counts the writes; 0 for one that was never written.</param>
public sealed record VersionHistory(
    VersionScope Scope,
    IReadOnlyList<PublishedVersion> Published,
    PendingVersion? Pending = null,
    int Begun = 0,
    long Revision = 0
)
{
    /// <summary>What consumers of the recovered stream should believe; null before the first.</summary>
    public PublishedVersion? Active => Published.Count > 0 ? Published[^1] : null;

    public static VersionHistory Of(VersionScope scope) => new(scope, []);

    public PublishedVersion? Find(VersionName name) => Published.LastOrDefault(version => version.Name == name);

    /// <summary>The version that was active before another one.</summary>
    public PublishedVersion? Before(VersionName name)
    {
        var index = Published.ToList().FindIndex(version => version.Name == name);
        return index > 0 ? Published[index - 1] : null;
    }

    /// <summary>A replay has published its own results while it ran. A repeat changes nothing.</summary>
    public VersionHistory With(RunId replay, DateTimeOffset now) =>
        Find(new VersionName(replay)) is not null
            ? this
            : this with
            {
                Published = [.. Published, new PublishedVersion(new VersionName(replay), null, now)],
                Begun = Begun + 1,
            };

    /// <summary>Begins to publish the results of a run, as the next version. Takes the place of one that is pending.</summary>
    public VersionHistory Begin(RunId run, VersionName? undoes, DateTimeOffset now) =>
        this with
        {
            Pending = new PendingVersion(new VersionName(run, Begun + 1), undoes, now),
            Begun = Begun + 1,
        };

    public VersionHistory Put(int objects) => this with { Pending = Pending! with { ObjectsPut = objects } };

    public VersionHistory Finish(DateTimeOffset now) =>
        this with
        {
            Published = [.. Published, new PublishedVersion(Pending!.Name, Pending.Undoes, now)],
            Pending = null,
        };
}
