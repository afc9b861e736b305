using System.CommandLine;
using EventRecovery.Cli.Output;
using EventRecovery.Cli.Runtime;

namespace EventRecovery.Cli.Commands.Parked;

/// <summary><c>recover parked show</c>.</summary>
internal static class ParkedShowCommand
{
    private static readonly Argument<string> Place = new("PLACE")
    {
        Description = "Where it is parked, as recover parked list shows it.",
    };

    private static readonly Option<bool> Raw = new("--raw")
    {
        Description = "Write its bytes to standard output, exactly, and nothing else.",
    };

    public static Command Create(Surroundings surroundings) =>
        new Command("show", "Show one parked event with its reason and its bytes.") { Place, Raw }.Does(
            surroundings,
            RunAsync
        );

    private static async Task<ExitCode> RunAsync(Invocation invocation)
    {
        var terminal = invocation.Terminal;
        if (invocation.Get(Raw) && terminal.IsJson)
        {
            throw Usage.Wrong("--raw and --json exclude each other: both want standard output");
        }

        var place = ParkedSelection.Parse(invocation.Get(Place)!);
        await using var resources = invocation.Connect();
        var item = (await ParkedSelection.FindAsync(invocation, resources, [place]))[0];
        if (invocation.Get(Raw))
        {
            await terminal.WriteBytesAsync(item.Event.Data);
            return ExitCode.Ok;
        }

        terminal.People.Write(ParkedView.One(item));
        if (terminal.IsJson)
        {
            await terminal.WriteJsonAsync(ParkedReport.Of(item, withData: true), OutputJson.Default.ParkedReport);
        }

        return ExitCode.Ok;
    }
}
