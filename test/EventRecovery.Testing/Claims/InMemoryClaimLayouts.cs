using System.Collections.Concurrent;
using EventRecovery.Claims;

namespace EventRecovery.Testing.Claims;

/// <summary>Claim layouts in memory. Thread-safe.</summary>
public sealed class InMemoryClaimLayouts : IClaimLayouts
{
    private readonly ConcurrentDictionary<string, ClaimLayout> layouts = new();

    public Task<ClaimLayout> GetOrCreateAsync(
        string version,
        ClaimLayout initial,
        CancellationToken cancellationToken
    ) => Task.FromResult(layouts.GetOrAdd(version, initial));
}
