namespace EventRecovery.Audit.Findings;

/// <summary>Takes findings as they are found, in no particular order, and holds none.</summary>
public interface IFindingSink
{
    ValueTask AddAsync(Finding finding, CancellationToken cancellationToken);
}
