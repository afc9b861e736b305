using EventRecovery.Objects;
using EventRecovery.Replay;
using EventRecovery.Replay.Checkpoints;
using EventRecovery.Versions;

namespace EventRecovery.Cli.Reports;

/// <summary>Where a report finds what it tells.</summary>
internal sealed record ReportSources(
    IRunStore Runs,
    ICheckpointStore Checkpoints,
    IVersionStore Versions,
    IObjectStore Objects
);
