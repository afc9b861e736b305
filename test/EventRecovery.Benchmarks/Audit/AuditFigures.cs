namespace EventRecovery.Benchmarks.Audit;

/// <summary>What one audit took.</summary>
/// <param name="BareParseSeconds">Of a loop over both files; null where it was not run.</param>
/// <param name="PeakMebibytes">The largest that the process has been.</param>
internal sealed record AuditFigures(
    int EventsASide,
    double AuditSeconds,
    double? BareParseSeconds,
    long PeakMebibytes,
    int CellsReconciled,
    long Findings,
    bool AllFound
);

/// <summary>What the <c>audit</c> command prints: some events a side, and twice as many.</summary>
internal sealed record AuditComparison(AuditFigures Once, AuditFigures Twice)
{
    public string Benchmark => "audit";

    public double Ratio => Math.Round(Twice.AuditSeconds / Once.AuditSeconds, 2);
}
