using System.CommandLine;
using EventRecovery.Benchmarks.Anomalies;
using EventRecovery.Benchmarks.Audit;
using EventRecovery.Benchmarks.ColdStart;
using EventRecovery.Benchmarks.Micro;
using EventRecovery.Benchmarks.Replay;
using EventRecovery.Benchmarks.Scale;
using EventRecovery.Benchmarks.Summary;

// Each command measures one thing beside its baseline, in the same run, and prints one JSON object.
return await new RootCommand("Count and measure what recovery costs.")
{
    AuditCommand.Create(),
    EventCommand.Create(),
    MicroCommand.Create(),
    SummaryCommand.Create(),
    MemoryCommand.Create(),
    ReplayCommand.Create(),
    ColdStartCommand.Create(),
    AnomaliesCommand.Create(),
    ScaleCommand.Create(),
}
    .Parse(args)
    .InvokeAsync();
