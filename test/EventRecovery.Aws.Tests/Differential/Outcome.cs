namespace EventRecovery.Aws.Tests.Differential;

/// <param name="Unexplained">Null when every answer agreed or differed as known.</param>
/// <param name="Met">Names of the known differences that occurred.</param>
/// <param name="Compared">Operations that were answered alike.</param>
internal sealed record Outcome<TSystem>(Divergence<TSystem>? Unexplained, IReadOnlySet<string> Met, int Compared);
