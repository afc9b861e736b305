using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace EventRecovery.Cli.Replay;

/// <summary>What a replay would do, before it does anything.</summary>
internal static class PlanView
{
    public static IRenderable Of(ReplayReply plan)
    {
        var read = plan.Shards.Count(shard => shard.Stage != "afterWindow");
        var roots = plan.Shards.Count(shard => shard.Stage == "ready");
        var waiting = plan.Shards.Count(shard => shard.Stage == "waiting");
        var lines = new List<string>();
        if (plan is { From: { } from, To: { } to })
        {
            lines.Add($"Window    {Time(from)} to {Time(to)} ({Length(to - from)}, by arrival)");
        }

        lines.Add(
            Text($"Shards    {read:N0} of {plan.Shards.Count:N0}: {roots:N0} to begin with")
                + (waiting > 0 ? Text($", {waiting:N0} after their parents") : "")
        );
        lines.AddRange(plan.Messages.Select(message => $"[yellow]Note      {Markup.Escape(message)}[/]"));
        lines.Add("[grey]Nothing was changed. Start with: recover replay --run NAME …[/]");
        return new Markup(string.Join('\n', lines) + "\n");
    }

    private static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Length(TimeSpan length) =>
        length.TotalDays >= 1 ? Text($"{length.TotalDays:0.#} days")
        : length.TotalHours >= 1 ? Text($"{(int)length.TotalHours} h {length.Minutes} min")
        : length.TotalMinutes >= 1 ? Text($"{(int)length.TotalMinutes} min {length.Seconds} s")
        : Text($"{length.TotalSeconds:0.###} s");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
