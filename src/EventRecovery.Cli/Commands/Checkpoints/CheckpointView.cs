using System.Globalization;
using System.Text;
using EventRecovery.Replay;
using EventRecovery.Replay.Checkpoints;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace EventRecovery.Cli.Commands.Checkpoints;

/// <summary>Checkpoints as people read them: whole sequence numbers, since they are copied.</summary>
internal static class CheckpointView
{
    public static IRenderable Of(ReplayRun run, IReadOnlyList<ShardCheckpoint> checkpoints, DateTimeOffset now)
    {
        var lines = new StringBuilder();
        lines.Append(
            $"[bold]{Markup.Escape(run.Id.Value)}[/]  {run.State.ToString().ToLowerInvariant()}  {Markup.Escape(run.Definition.Stream.Value)}\n"
        );
        if (checkpoints.Count == 0)
        {
            lines.Append("  No shard has been touched yet.\n");
        }

        foreach (var checkpoint in checkpoints)
        {
            lines.Append($"  {Markup.Escape(checkpoint.Key.Shard.Value)}  {Line(checkpoint, now)}\n");
        }

        return new Markup(lines.ToString());
    }

    /// <summary>Where it stands and who has it.</summary>
    public static string Line(ShardCheckpoint checkpoint, DateTimeOffset now)
    {
        var where = checkpoint.Position switch
        {
            ShardPosition.Done => "[green]done[/]",
            ShardPosition.After { Last: var last } => $"after {last}",
            _ => "at its beginning",
        };
        var read = checkpoint.ReadUpTo is { } at ? $", read up to {Time(at)}" : "";
        var (owner, fence) = (checkpoint.Lease.Owner, Number(checkpoint.Lease.Fence));
        var lease =
            owner is null ? "free"
            : owner.StartsWith(CheckpointMove.Mover, StringComparison.Ordinal) ? "free, moved by hand"
            : now < checkpoint.Lease.EndsAt
                ? $"[yellow]worked on by {Markup.Escape(owner)} until {Time(checkpoint.Lease.EndsAt)}[/]"
            : $"left by {Markup.Escape(owner)}, whose lease ended at {Time(checkpoint.Lease.EndsAt)}";
        var failure = checkpoint.Failure is { } failed ? $" · [red]failed: {Markup.Escape(failed.Reason)}[/]" : "";
        return $"{where}{read} · {lease} · fence {fence}{failure}";
    }

    private static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
