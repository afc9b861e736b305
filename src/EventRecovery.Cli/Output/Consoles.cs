using System.Text;
using EventRecovery.Cli.Runtime;
using Spectre.Console;

namespace EventRecovery.Cli.Output;

/// <summary>Makes consoles that suit where they write to: colours and redrawing for a terminal, plain unbroken lines for the rest.</summary>
internal static class Consoles
{
    // A pipe has no width. Lines stay whole there, because whoever reads them splits at line ends.
    private const int WidthOfPipe = 1_000;

    public static IAnsiConsole Create(OutputTarget target, Func<string, string?> variable)
    {
        var writer = new StreamWriter(target.Bytes, new UTF8Encoding(false), leaveOpen: true) { AutoFlush = true };
        writer.NewLine = "\n";
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = target.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
                ColorSystem = WantsColour(target, variable) ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
                Interactive = target.IsTerminal ? InteractionSupport.Yes : InteractionSupport.No,
                Out = new AnsiConsoleOutput(writer),
            }
        );
        console.Profile.Capabilities.Unicode = true;
        if (!target.IsTerminal)
        {
            console.Profile.Width = WidthOfPipe;
        }

        return console;
    }

    // https://no-color.org: set, to anything but nothing.
    private static bool WantsColour(OutputTarget target, Func<string, string?> variable) =>
        target.IsTerminal && string.IsNullOrEmpty(variable("NO_COLOR"));
}
