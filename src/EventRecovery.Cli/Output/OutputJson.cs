using System.Text.Json.Serialization;
using EventRecovery.Cli.Audit;
using EventRecovery.Cli.Commands;
using EventRecovery.Cli.Commands.Audit;
using EventRecovery.Cli.Commands.Checkpoints;
using EventRecovery.Cli.Commands.Parked;
using EventRecovery.Cli.Commands.Reconstruct;
using EventRecovery.Cli.Commands.Replay;
using EventRecovery.Cli.Commands.Reporting;
using EventRecovery.Cli.Commands.Retention;
using EventRecovery.Cli.Commands.Versions;
using EventRecovery.Cli.Demo;
using EventRecovery.Cli.Stack;

namespace EventRecovery.Cli.Output;

/// <summary>Every object that <c>--json</c> may print, serialized without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ProblemReport))]
[JsonSerializable(typeof(HashReport))]
[JsonSerializable(typeof(AnomaliesReport))]
[JsonSerializable(typeof(DemoReport))]
[JsonSerializable(typeof(AuditJson))]
[JsonSerializable(typeof(AuditsReport))]
[JsonSerializable(typeof(RetentionReport))]
[JsonSerializable(typeof(ReconstructReport))]
[JsonSerializable(typeof(LocalReport))]
[JsonSerializable(typeof(RunsReport))]
[JsonSerializable(typeof(CheckpointsReport))]
[JsonSerializable(typeof(CheckpointMoveReport))]
[JsonSerializable(typeof(ReportWritten))]
[JsonSerializable(typeof(VersionsReport))]
[JsonSerializable(typeof(DiffReport))]
[JsonSerializable(typeof(ActiveReport))]
[JsonSerializable(typeof(ParkedListReport))]
[JsonSerializable(typeof(ParkedReport))]
[JsonSerializable(typeof(ParkedChangeReport))]
internal sealed partial class OutputJson : JsonSerializerContext;
