using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace EventRecovery.Cli.Output;

/// <summary>One finished step: a mark, what it was, what came of it, and how long it took.</summary>
internal static class StepLine
{
    private const int TitleWidth = 34;
    private const int DetailWidth = 66;

    public static IRenderable Of(StepMark mark, string title, string detail, TimeSpan? took = null)
    {
        var (sign, colour) = mark switch
        {
            StepMark.Done => ("✔", "green"),
            StepMark.Attention => ("!", "yellow"),
            _ => ("✘", "red"),
        };
        var seconds = took is { } time
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds, 6:0.0} s")
            : "";
        var text = $"{title.PadRight(TitleWidth)} {(took is null ? detail : detail.PadRight(DetailWidth))}";
        return new Markup($"  [{colour}]{sign}[/] {Markup.Escape(text)}[grey]{seconds}[/]\n");
    }
}

internal enum StepMark
{
    Done,
    Attention,
    Failed,
}
