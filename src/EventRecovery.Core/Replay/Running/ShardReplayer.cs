using EventRecovery.Archive;
using EventRecovery.Replay.Planning;
using EventRecovery.Streams;
using EventRecovery.Telemetry;

namespace EventRecovery.Replay.Running;

/// <summary>
/// Works on one shard until it is done, time is up, or somebody else has it:
/// <code>
///   take the lease → open → page ─► gather ─┬─► recover → save ─┬─► done: its children are ready
///                            ▲              └─► ask for the next  │
///                            └────────────────────────────────────┘
/// </code>
/// Whatever stops it, what is saved is finished, and what is finished is published, known published, or parked.
/// </summary>
internal sealed class ShardReplayer(ReplayServices services, RunContext context)
{
    /// <param name="listedAt">When the listing was asked for that the plan was made from.</param>
    public async Task<ShardOutcome> WorkAsync(
        PlannedShard planned,
        DateTimeOffset listedAt,
        WriteBudget budget,
        CancellationToken cancellationToken
    )
    {
        HeldShard? held = null;
        try
        {
            (held, var otherwise) = await HeldShard.TryTakeAsync(
                services,
                context,
                planned.Shard.Id,
                cancellationToken
            );
            if (held is null)
            {
                return otherwise!;
            }

            await held.KeepResultsAsync(cancellationToken);
            var work = await services.WorkFor(context.Run, cancellationToken);
            await using var pass = new ShardPass(services, context, planned, listedAt, held, work, budget);
            return await pass.RunAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped by a person or by the host: like running out of time.
            return await ReleaseAsync(held);
        }
        catch (TransientFailureException)
        {
            // A checkpoint could not be saved, or a lease not taken, in the time of a lease: it ends by itself, and work goes on
            // from what is saved.
            return new ShardOutcome.Continues();
        }
        catch (SeamLostException lost) when (held is not null)
        {
            services.Metrics.Add(MetricNames.ReplayGaps, 1);
            return await held.FailAsync(lost.Message);
        }
        catch (Exception exception) when (held is not null)
        {
            // The boundary of a shard: the others go on, and a person reads why this one does not.
            return await held.FailAsync(exception.Message);
        }
    }

    private static async Task<ShardOutcome> ReleaseAsync(HeldShard? held) =>
        held is null ? new ShardOutcome.Continues() : await held.ReleaseAsync(new ShardOutcome.Continues());
}
