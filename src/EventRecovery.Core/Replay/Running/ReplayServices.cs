using EventRecovery.Replay.Checkpoints;
using EventRecovery.Runtime;
using EventRecovery.Streams;
using EventRecovery.Telemetry;
using EventRecovery.Versions;

namespace EventRecovery.Replay.Running;

/// <summary>What the parts of a replay reach the world with.</summary>
/// <param name="WorkFor">Makes what one shard is replayed with.</param>
/// <param name="Results">Where results are kept; null keeps none.</param>
internal sealed record ReplayServices(
    IShardReader Reader,
    IRunStore Runs,
    ICheckpointStore Checkpoints,
    Func<ReplayRun, CancellationToken, Task<ShardWork>> WorkFor,
    ReplayOptions Options,
    RecoveryMetrics Metrics,
    TimeProvider Time,
    IEntropy Entropy,
    ResultKeeping? Results
)
{
    /// <summary>The stream with its creation in whole seconds, as keys have it; null when there is none of that name.</summary>
    public async Task<StreamDescription?> DescribeAsync(StreamName name, CancellationToken cancellationToken)
    {
        try
        {
            var stream = await Reader.DescribeAsync(name, cancellationToken);
            var ticks = stream.CreatedAt.UtcTicks;
            return stream with
            {
                CreatedAt = new DateTimeOffset(ticks - (ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero),
            };
        }
        catch (StreamNotFoundException)
        {
            return null;
        }
    }
}

/// <summary>What all shards have in common that one invocation works on.</summary>
/// <param name="Owner">
/// Who holds leases here: unique for each invocation, not each process, since an invocation that thaws inside a later one must not
/// be taken for it.
/// </param>
internal sealed record RunContext(ReplayRun Run, StreamDescription Stream, string Owner, Deadline Deadline);
