using System.Globalization;
using EventRecovery.Replay;
using EventRecovery.Replay.Requests;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace EventRecovery.Cli.Replay;

/// <summary>What a replay would do, take and cost, before it does anything.</summary>
internal static class PlanView
{
    /// <param name="asked">The request that the plan answers.</param>
    public static IRenderable Of(ReplayReply plan, ReplayRequest asked, DateTimeOffset now)
    {
        var lines = new List<string>();
        if (plan is { From: { } from, To: { } to })
        {
            lines.Add(
                $"Window    {Figures.Time(from)} to {Figures.TimeAfter(from, to)} ({Figures.Length(to - from)}, by arrival)"
            );
        }

        lines.Add($"Shards    {Shards(plan)}");
        if (plan.Estimate is { } estimate)
        {
            lines.AddRange(EstimateView.Lines(estimate));
        }

        if (plan.ExpiresAt is { } expires)
        {
            lines.Add($"Retention {Retention(expires - now, expires, plan.Estimate)}");
        }

        lines.AddRange(plan.Messages.Select(message => $"[yellow]Note      {Markup.Escape(message)}[/]"));
        lines.Add($"[grey]Nothing was changed. Start with: {Markup.Escape(Command(asked))}[/]");
        return new Markup(string.Join('\n', lines) + "\n");
    }

    private static string Shards(ReplayReply plan)
    {
        var read = plan.Shards.Count(shard => shard.Stage != "afterWindow");
        var roots = plan.Shards.Count(shard => shard.Stage == "ready");
        var waiting = plan.Shards.Count(shard => shard.Stage == "waiting");
        var born = plan.Shards.Count - read;
        return Figures.Text($"{read:N0} of {plan.Shards.Count:N0}: {roots:N0} to begin with")
            + (waiting > 0 ? Figures.Text($", {waiting:N0} after their parents") : "")
            + (born > 0 ? Figures.Text($" ({born:N0} were born after the window)") : "");
    }

    /// <summary>The run has to be ahead of the stream's own forgetting.</summary>
    private static string Retention(TimeSpan left, DateTimeOffset expires, ReplyEstimate? estimate)
    {
        if (left <= TimeSpan.Zero)
        {
            return "[yellow]events of the window are leaving the stream now: every minute of waiting loses some[/]";
        }

        var says = $"the oldest event leaves the stream in {Figures.Length(left)}, at {Figures.Time(expires)}";
        if (estimate is not { } needs || left >= TimeSpan.FromMinutes(needs.Minutes))
        {
            return says;
        }

        var faster = LimitView.RateHelps(needs) ? "start now, with a higher --rate," : "start now,";
        return $"[yellow]{says}, before the run is through: {faster} or extend the stream's retention[/]";
    }

    private static string Command(ReplayRequest asked)
    {
        var command = $"recover replay --run {asked.RunId?.Value ?? "NAME"}";
        if (asked.Definition is not { } definition)
        {
            return command;
        }

        var (window, limits) = (definition.Window, definition.Limits);
        command +=
            $" --stream {definition.Stream} --from {Rfc(window.From)} --to {Rfc(window.To)} --version {definition.Version}";
        if (limits.RecordsPerSecondPerShard != ReplayLimits.Default.RecordsPerSecondPerShard)
        {
            command += Figures.Text($" --rate {limits.RecordsPerSecondPerShard}");
        }

        return limits.MaxWriteUnits is { } units ? command + Figures.Text($" --max-write-units {units}") : command;
    }

    private static string Rfc(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
