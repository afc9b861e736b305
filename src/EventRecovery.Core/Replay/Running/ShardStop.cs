using EventRecovery.Streams;

namespace EventRecovery.Replay.Running;

/// <summary>Everything that can end the work on a shard between two of its steps, and what keeps it from ending: the lease.</summary>
internal sealed class ShardStop(ReplayServices services, RunContext context, HeldShard held, ShardPages pages)
{
    private DateTimeOffset askedForCancel = services.Time.GetUtcNow();

    /// <summary>Null to go on. Saves when that is due, and gives the lease back when the work ends.</summary>
    public async Task<ShardOutcome?> AskAsync(CancellationToken cancellationToken)
    {
        var now = services.Time.GetUtcNow();
        if (context.Deadline.Remaining <= pages.Delay)
        {
            return await held.ReleaseAsync(new ShardOutcome.Continues());
        }

        if (pages.TroubleSince is { } since && now - since >= services.Options.Patience)
        {
            return await held.FailAsync(Troubles(now - since));
        }

        if (now - askedForCancel >= services.Options.CancelCheck)
        {
            askedForCancel = now;
            if (await IsCancelledAsync(cancellationToken))
            {
                return await held.ReleaseAsync(new ShardOutcome.Cancelled());
            }
        }

        return held.IsDue ? await held.SaveAsync(cancellationToken) : null;
    }

    private async Task<bool> IsCancelledAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await services.Runs.FindAsync(context.Run.Id, cancellationToken) is { State: RunState.Cancelled };
        }
        catch (TransientFailureException)
        {
            return false;
        }
    }

    private string Troubles(TimeSpan lasting) =>
        $"It gave no page {pages.TroubleCount} times in {lasting.TotalSeconds:0} s ({pages.Trouble!.Message}). "
        + (
            pages.Trouble.Throttled
                ? "A live consumer may be sharing the shard. Resume with a lower limits.recordsPerSecondPerShard."
                : "Resume when the service answers again."
        );
}
