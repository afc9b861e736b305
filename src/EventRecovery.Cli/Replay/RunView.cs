using System.Globalization;
using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace EventRecovery.Cli.Replay;

/// <summary>A run as people watch it: one line for all of it, and one for each shard.</summary>
internal static class RunView
{
    private const int BarWidth = 20;
    private const int ShardsShown = 40;

    /// <param name="hint">What else a person may want to know while it goes on.</param>
    /// <param name="warning">What a person should do about it.</param>
    public static IRenderable Of(ReplayReply reply, RunProgress progress, string? hint = null, string? warning = null)
    {
        var lines = new StringBuilder();
        lines.Append(Headline(reply, progress)).Append('\n');
        foreach (var shard in reply.Shards.Where(shard => shard.Stage != "afterWindow").Take(ShardsShown))
        {
            lines.Append(Line(shard, reply, progress)).Append('\n');
        }

        if (reply.Shards.Count > ShardsShown)
        {
            lines.Append(Text($"[grey]  … and {reply.Shards.Count - ShardsShown:N0} more shards[/]\n"));
        }

        TrialView.Write(lines, reply);
        foreach (var message in Messages(reply).Concat(warning is null ? [] : [warning]))
        {
            lines.Append($"[yellow]  {Markup.Escape(message)}[/]\n");
        }

        if (hint is not null && reply.IsUnderWay)
        {
            lines.Append($"[grey]{Markup.Escape(hint)}[/]\n");
        }

        return new Markup(lines.ToString());
    }

    /// <summary>One line, for pipes and for lists.</summary>
    public static string Headline(ReplayReply reply, RunProgress progress)
    {
        var counts = reply.Counts;
        var pace = progress.RecordsPerSecond is { } rate && reply.IsUnderWay ? Text($" · {rate:N0}/s") : "";
        var left = progress.Left is { } time && reply.IsUnderWay ? $"  {Left(time)} left" : "";
        var parked = counts.Parked > 0 ? Text($"[yellow]{counts.Parked:N0} parked[/]") : "0 parked";
        var done = Text($"{counts.Recovered:N0} recovered · {counts.AlreadyDone:N0} already done · {parked}");
        return $"[bold]{Markup.Escape(reply.RunId ?? "plan")}[/]  {State(reply.State)}  {Markup.Escape(reply.Version ?? "")}"
            + Text($"  {progress.Share * 100:0} %{left}   {done}{pace}");
    }

    /// <summary>What the Replayer says besides who works on a shard: that is the shard's line to say.</summary>
    public static IEnumerable<string> Messages(ReplayReply reply) =>
        reply.Messages.Where(message => !IsOnItsLine(message, reply));

    private static bool IsOnItsLine(string message, ReplayReply reply) =>
        reply.Shards.Any(shard =>
            shard.Stage == "leased" && message.StartsWith($"{shard.Id} is worked on", StringComparison.Ordinal)
        );

    private static string Line(ReplyShard shard, ReplayReply reply, RunProgress progress)
    {
        var name = "…" + shard.Id[^Math.Min(3, shard.Id.Length)..];
        var what = shard.Stage switch
        {
            "done" => "[green]done[/]",
            "waiting" => $"[grey]waits for {string.Join(", ", (shard.WaitsFor ?? []).Select(id => "…" + id[^3..]))}[/]",
            "failed" => $"[red]failed: {Markup.Escape(shard.Failure ?? "")}[/]",
            "leased" => Text($"{RunProgress.ShareOf(shard, reply) * 100, 2:0} %  {Work(shard, progress)}"),
            _ => Text($"{RunProgress.ShareOf(shard, reply) * 100, 2:0} %"),
        };
        return $"  shard {name}  {Bar(RunProgress.ShareOf(shard, reply))} {what}";
    }

    private static string Work(ReplyShard shard, RunProgress progress) =>
        progress.PaceOfShards.TryGetValue(shard.Id, out var pace) ? Text($"{pace:N0}/s") : "[grey]at work[/]";

    private static string Bar(double share)
    {
        var full = (int)Math.Floor(share * BarWidth);
        return $"[green]{new string('━', full)}[/][grey]{new string('─', BarWidth - full)}[/]";
    }

    public static string State(string state) =>
        state switch
        {
            "complete" => "[green]complete[/]",
            "failed" => "[red]failed[/]",
            "cancelled" => "[yellow]cancelled[/]",
            "continues" => "running",
            _ => Markup.Escape(state),
        };

    private static string Left(TimeSpan left) =>
        left.TotalHours >= 1 ? Text($"{left.TotalHours:0.0} h")
        : left.TotalMinutes >= 1 ? Text($"{left.TotalMinutes:0} min")
        : Text($"{left.TotalSeconds:0} s");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
