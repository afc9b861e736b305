using EventRecovery.Replay.Reading;
using EventRecovery.Replay.Running;

namespace EventRecovery.Replay.Costs;

/// <summary>What an estimate takes for granted.</summary>
public sealed record CostAssumptions
{
    public static CostAssumptions Default { get; } = new();

    /// <summary>Records that are recovered together; default as <see cref="ReplayOptions.BatchRecords"/>.</summary>
    public int BatchRecords { get; init; } = ReplayOptions.Default.BatchRecords;

    /// <summary>Default as <see cref="ReplayOptions.CheckpointRecords"/>.</summary>
    public int CheckpointRecords { get; init; } = ReplayOptions.Default.CheckpointRecords;

    /// <summary>Claim logs that a batch touches: default 2, as when each batch meets a border between windows or slots.</summary>
    public int LogsPerBatch { get; init; } = 2;

    /// <summary>Default 0.4. See <see cref="ReadLimits.Share"/>.</summary>
    public double ReadShare { get; init; } = new ReadLimits().Share;

    /// <summary>What the <c>recovery</c> member adds to an event: default 350 bytes.</summary>
    public int AddedBytes { get; init; } = 350;

    /// <summary>Memory of the Replayer: default 1 GB.</summary>
    public decimal MemoryGigabytes { get; init; } = 1;

    /// <summary>Shards that are worked on at once: default 40, the state machine's <c>maxConcurrency</c>.</summary>
    public int Workers { get; init; } = 40;

    /// <summary>Open shards of the recovered stream. Null, the default: enough of them.</summary>
    public int? TargetShards { get; init; }

    /// <summary>Default 40,000 a second: the table-level quota of on-demand tables (DynamoDB developer guide, Quotas).</summary>
    public int TableWriteUnitsPerSecond { get; init; } = 40_000;

    /// <summary>How long one invocation works, of Lambda's 15 minutes: default 14.</summary>
    public TimeSpan Invocation { get; init; } = TimeSpan.FromMinutes(14);
}
