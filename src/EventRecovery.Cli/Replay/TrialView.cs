using System.Globalization;
using System.Text;
using Spectre.Console;

namespace EventRecovery.Cli.Replay;

/// <summary>A trial's verdict, its gates and the first of the guilty, as lines.</summary>
internal static class TrialView
{
    private const int MostNamed = 5;

    public static void Write(StringBuilder lines, ReplayReply reply)
    {
        if (reply.Trial is not { } trial)
        {
            return;
        }

        var colour = trial.Verdict == "pass" ? "green" : "yellow";
        lines.Append($"  [bold {colour}]{Markup.Escape(trial.Reason)}[/]\n");
        lines.Append($"  compared with {Markup.Escape(trial.Baseline ?? "nothing")}\n");
        foreach (var gate in trial.Gates ?? [])
        {
            var mark = gate.Passed ? "[green]✔[/]" : "[yellow]![/]";
            lines.Append(Text($"    {mark} {gate.Name, -16} {gate.Limit:0.######}  is {gate.Value:0.######}\n"));
        }

        foreach (var one in (trial.Violations ?? []).Take(MostNamed))
        {
            lines.Append($"    {Markup.Escape(one.Id)}  {Markup.Escape(one.Message)}\n");
        }

        foreach (var one in (trial.Worst ?? []).Take(MostNamed))
        {
            var change = $"{one.Id}  {one.Path}  {one.Before ?? "nothing"} → {one.After ?? "nothing"}";
            lines.Append($"    {Markup.Escape(change)}\n");
        }

        foreach (var id in (trial.GoneIds ?? []).Take(MostNamed))
        {
            lines.Append($"    {Markup.Escape(id)}  is gone\n");
        }

        foreach (var id in (trial.ConflictIds ?? []).Take(MostNamed))
        {
            lines.Append($"    {Markup.Escape(id)}  is the id of more than one event\n");
        }

        var next = trial.LetsReplayFollow
            ? $"recover replay --run NAME --after {reply.RunId} …"
            : $"recover approve {reply.RunId} --why …";
        lines.Append(
            trial.Approved is { } approved
                ? $"  approved by {Markup.Escape(approved.By)}, {Text($"{approved.At.UtcDateTime:u}")}: {Markup.Escape(approved.Why)}\n"
                : ""
        );
        lines.Append($"[grey]  next: {Markup.Escape(next)}[/]\n");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
