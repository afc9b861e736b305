using System.Globalization;
using EventRecovery.Cli.Output;
using EventRecovery.Versions;
using EventRecovery.Versions.Diff;
using Spectre.Console;

namespace EventRecovery.Cli.Commands.Versions;

/// <summary>A comparison as people see it.</summary>
internal static class DiffView
{
    public static void Show(IAnsiConsole console, ResultManifest before, ResultManifest after, ResultDiff diff)
    {
        Line(
            console,
            $"Before    {before.Run}  {before.Version}  {before.Events:N0} events  {before.TotalHash[..16]}…"
        );
        Line(console, $"After     {after.Run}  {after.Version}  {after.Events:N0} events  {after.TotalHash[..16]}…");
        Line(
            console,
            $"Events    {diff.Same:N0} the same · {diff.Changed:N0} changed · {diff.OnlyAfter:N0} new · {diff.OnlyBefore:N0} gone"
        );
        if (diff.Examined < diff.Changed)
        {
            Line(console, $"          what follows is of the first {diff.Examined:N0} that changed");
        }

        if (diff.Relative is { } relative)
        {
            Line(
                console,
                $"Numbers   {relative.Count:N0} changed, by {relative.Median:+0.###%;-0.###%;0%} in the middle; from {relative.Min:+0.###%;-0.###%;0%} to {relative.Max:+0.###%;-0.###%;0%}"
            );
        }

        foreach (var path in diff.Paths)
        {
            Line(console, $"  {path.Path, -32} {path.Events, 12:N0} events");
        }

        Examples(console, "Largest", diff.Worst.Select(Example));
        Examples(console, "New", diff.NewIds);
        Examples(console, "Gone", diff.GoneIds);
    }

    private static void Examples(IAnsiConsole console, string title, IEnumerable<string> examples)
    {
        foreach (var example in examples)
        {
            Line(console, $"{title, -9} {Printable.Text(example)}");
            title = "";
        }
    }

    private static string Example(EventChange change) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{change.Id}  {change.Path}  {change.Before ?? "nothing"} → {change.After ?? "nothing"}{(change.Relative is { } share ? string.Create(CultureInfo.InvariantCulture, $"  {share:+0.###%;-0.###%}") : "")}"
        );

    private static void Line(IAnsiConsole console, FormattableString line) =>
        console.MarkupLineInterpolated($"{line.ToString(CultureInfo.InvariantCulture).TrimEnd()}");
}
