using System.CommandLine;
using EventRecovery.Cli.Output;
using EventRecovery.Cli.Runtime;
using EventRecovery.Parking;

namespace EventRecovery.Cli.Commands.Parked;

/// <summary><c>recover parked list</c>.</summary>
internal static class ParkedListCommand
{
    private static readonly Option<bool> Resolved = new("--resolved")
    {
        Description = "Show also those that were retried or discarded.",
    };

    public static Command Create(Surroundings surroundings) =>
        new Command("list", "List parked events, the oldest first.")
        {
            ParkedSelection.Days,
            ParkedSelection.Reason,
            Resolved,
        }.Does(surroundings, RunAsync);

    private static async Task<ExitCode> RunAsync(Invocation invocation)
    {
        await using var resources = invocation.Connect();
        ParkedState? only = invocation.Get(Resolved) ? null : ParkedState.Parked;
        var items = await ParkedSelection.ListAsync(invocation, resources, only);
        invocation.Terminal.People.Write(ParkedView.List(items, invocation.Get(ParkedSelection.Days)));
        if (invocation.Terminal.IsJson)
        {
            await invocation.Terminal.WriteJsonAsync(
                new ParkedListReport(true, [.. items.Select(item => ParkedReport.Of(item, withData: false))]),
                OutputJson.Default.ParkedListReport
            );
        }

        return ExitCode.Ok;
    }
}
