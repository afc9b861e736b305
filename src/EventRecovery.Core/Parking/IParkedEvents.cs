using EventRecovery.Streams;

namespace EventRecovery.Parking;

/// <summary>The operator's view of what is parked.</summary>
public interface IParkedEvents
{
    /// <summary>Items parked from records that arrived on a day (UTC), in order of stream, shard and place.</summary>
    IAsyncEnumerable<ParkedItem> ListAsync(DateOnly day, CancellationToken cancellationToken);

    /// <summary>Null when nothing is parked at that place.</summary>
    Task<ParkedItem?> FindAsync(DateOnly day, SourcePosition source, CancellationToken cancellationToken);

    /// <summary>Moves an item on from <see cref="ParkedState.Parked"/>; false when somebody else did so first.</summary>
    Task<bool> ResolveAsync(
        DateOnly day,
        SourcePosition source,
        ParkedState state,
        CancellationToken cancellationToken
    );
}
