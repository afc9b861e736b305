using EventRecovery.Claims;

namespace EventRecovery.Engine;

/// <summary>How one writer works.</summary>
public sealed record EngineOptions
{
    /// <summary>Who claims. Two processes with one lineage are taken for one after the other.</summary>
    public required Lineage Lineage { get; init; }

    /// <summary>
    /// How long a claim may stay unpublished before another writer takes it over. Default 16 minutes: above the longest Lambda
    /// invocation of 15, so that only the dead and the frozen are overtaken.
    /// </summary>
    public TimeSpan ClaimTimeout { get; init; } = TimeSpan.FromMinutes(16);

    /// <summary>
    /// Events decided together, default 10,000: as many as the largest Lambda batch has records, and below what one claim page
    /// may hold.
    /// </summary>
    public int ChunkEvents { get; init; } = 10_000;

    /// <summary>Bytes of corrected events after which a chunk takes no more of them, default 32 MiB.</summary>
    public long ChunkBytes { get; init; } = 32 * 1024 * 1024;
}
