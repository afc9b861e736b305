using System.CommandLine;
using System.CommandLine.Help;
using EventRecovery.Cli.Commands.Audit;
using EventRecovery.Cli.Commands.Checkpoints;
using EventRecovery.Cli.Commands.Parked;
using EventRecovery.Cli.Commands.Reconstruct;
using EventRecovery.Cli.Commands.Replay;
using EventRecovery.Cli.Commands.Reporting;
using EventRecovery.Cli.Commands.Retention;
using EventRecovery.Cli.Commands.Sql;
using EventRecovery.Cli.Commands.Versions;
using EventRecovery.Cli.Runtime;

namespace EventRecovery.Cli.Commands;

/// <summary>The root: <c>recover</c>.</summary>
internal static class RecoverCommand
{
    public static readonly Option<bool> Json = new("--json")
    {
        Description = "Print one JSON object on standard output; lines for people go to standard error.",
        Recursive = true,
    };

    public static Command Create(Surroundings surroundings) =>
        new("recover", "Recompute the events that a stream consumer missed or got wrong: once, and in order.")
        {
            new HelpOption(),
            new VersionOption(),
            Json,
            DemoCommand.Create(surroundings),
            LocalCommand.Create(surroundings),
            AuditCommand.Create(surroundings),
            AuditsCommand.Create(surroundings),
            ReconstructCommand.Create(surroundings),
            RetentionCommand.Create(surroundings),
            PlanCommand.Create(surroundings),
            ReplayCommand.Trial(surroundings),
            ApproveCommand.Create(surroundings),
            ReplayCommand.Create(surroundings),
            RunCommands.Status(surroundings),
            RunCommands.Watch(surroundings),
            RunCommands.Cancel(surroundings),
            RunsCommand.Create(surroundings),
            CheckpointCommand.Create(surroundings),
            VersionsCommand.Create(surroundings),
            DiffCommand.Create(surroundings),
            PublishCommand.Create(surroundings),
            RollbackCommand.Create(surroundings),
            ReportCommand.Create(surroundings),
            SqlCommand.Create(surroundings),
            ParkedCommand.Create(surroundings),
            AnomaliesCommand.Create(surroundings),
            HashCommand.Create(surroundings),
        };
}
