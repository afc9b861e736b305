using EventRecovery.Replay;

namespace EventRecovery.Versions;

/// <summary>What a request to publish or to roll back comes to, by the history alone.</summary>
internal abstract record VersionDecision
{
    private VersionDecision() { }

    /// <summary>It is so already.</summary>
    public sealed record Done : VersionDecision;

    /// <summary>It was begun: go on with what is pending.</summary>
    public sealed record Resume : VersionDecision;

    /// <summary>Begin to publish the results of <paramref name="Run"/>.</summary>
    public sealed record Begin(RunId Run, VersionName? Undoes) : VersionDecision;

    public static VersionDecision ToPublish(VersionHistory history, RunId run) =>
        history switch
        {
            { Pending: { Undoes: null } pending } when pending.Name.Run == run => new Resume(),
            { Pending: { } other } => throw Busy(other),
            { Active.Name.Run: var active } when active == run => new Done(),
            _ => new Begin(run, Undoes: null),
        };

    public static VersionDecision ToRollBack(VersionHistory history, VersionName undo)
    {
        if (history.Pending is { } pending)
        {
            return pending.Undoes == undo ? new Resume()
                // Half of it is on the stream: the version that is still active goes over it.
                : pending.Name == undo && history.Active is { } still ? new Begin(still.Name.Run, undo)
                : throw Busy(pending);
        }

        if (history.Active is not { } active)
        {
            throw NothingBefore(undo);
        }

        if (active.Undoes == undo)
        {
            return new Done();
        }

        if (active.Name == undo)
        {
            return new Begin((history.Before(undo) ?? throw NothingBefore(undo)).Name.Run, undo);
        }

        return history.Find(undo) is null
            // A replay that was cancelled or has failed on its way.
            ? new Begin(active.Name.Run, undo)
            : throw new VersionRefusedException(
                $"{undo} is not the active version, {active.Name} is. Roll that back, or make {undo}'s results active again: "
                    + $"recover publish {undo.Run}"
            );
    }

    private static VersionRefusedException Busy(PendingVersion pending) =>
        new(
            $"{pending.Name} is being published, {pending.ObjectsPut} objects of it are done. Finish it with the same command as "
                + $"before, or give it up: recover rollback {pending.Name}"
        );

    private static VersionRefusedException NothingBefore(VersionName undo) =>
        new(
            $"There is no version before {undo} to go back to: nothing was published for its window. Publish a corrected "
                + "recalculation instead: recover replay with its version, under a new run id."
        );
}

/// <summary>Why something is not published. Nothing was.</summary>
public sealed class VersionRefusedException(string message) : Exception(message);
