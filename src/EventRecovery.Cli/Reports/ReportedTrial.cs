namespace EventRecovery.Cli.Reports;

/// <summary>How a trial of the same version ended.</summary>
/// <param name="Passed">It passed, or a person approved of it.</param>
/// <param name="Anomalies">Null when nobody looked for any.</param>
internal sealed record ReportedTrial(string Run, bool Passed, string Detail, IReadOnlyList<OddValue>? Anomalies = null);
