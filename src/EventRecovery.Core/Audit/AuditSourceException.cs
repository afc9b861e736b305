namespace EventRecovery.Audit;

/// <summary>
/// A source cannot be read as a whole, so no audit of it can be right: what it did not show would be taken for missing.
/// </summary>
/// <param name="place">The object, file or stream.</param>
/// <param name="what">What is wrong with it, and what to do.</param>
public sealed class AuditSourceException(string place, string what, Exception? inner = null)
    : Exception($"{place} {what}", inner)
{
    public string Place { get; } = place;

    public string What { get; } = what;
}
