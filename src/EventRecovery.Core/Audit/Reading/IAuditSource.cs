using EventRecovery.Replay;

namespace EventRecovery.Audit.Reading;

/// <summary>Something that an audit reads from its beginning to its end, and may read twice.</summary>
public interface IAuditSource
{
    /// <summary>As the person wrote it who asked for the audit.</summary>
    string Name { get; }

    /// <param name="arrival">Where a source knows when things arrived, only what did so in this time is wanted.</param>
    /// <exception cref="AuditSourceException">It cannot be read as a whole.</exception>
    IAsyncEnumerable<AuditItem> ReadAsync(ReplayWindow arrival, CancellationToken cancellationToken);

    /// <summary>What of the time the source no longer holds; null when it holds all.</summary>
    ValueTask<ReplayWindow?> GoneAsync(ReplayWindow arrival, CancellationToken cancellationToken) =>
        new((ReplayWindow?)null);
}
