namespace EventRecovery.Claims;

/// <summary>Where the layout of each version is kept, so that every writer divides claims alike.</summary>
public interface IClaimLayouts
{
    /// <summary>The stored layout, strongly consistent; <paramref name="initial"/> becomes it if there is none yet.</summary>
    Task<ClaimLayout> GetOrCreateAsync(string version, ClaimLayout initial, CancellationToken cancellationToken);
}
