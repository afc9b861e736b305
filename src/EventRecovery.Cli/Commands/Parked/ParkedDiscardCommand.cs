using System.CommandLine;
using EventRecovery.Cli.Runtime;
using EventRecovery.Parking;

namespace EventRecovery.Cli.Commands.Parked;

/// <summary><c>recover parked discard</c>: somebody has decided that these need no recovery. Their bytes stay for a year.</summary>
internal static class ParkedDiscardCommand
{
    public static Command Create(Surroundings surroundings) =>
        new Command("discard", "Mark parked events as given up. Their bytes are kept for 400 days.")
        {
            ParkedSelection.Places,
            ParkedSelection.All,
            ParkedSelection.Reason,
            ParkedSelection.Days,
        }.Does(surroundings, RunAsync);

    private static async Task<ExitCode> RunAsync(Invocation invocation)
    {
        await using var resources = invocation.Connect();
        var items = await ParkedSelection.SelectAsync(invocation, resources);
        var waiting = items.Where(item => item.State == ParkedState.Parked).ToList();
        return await ParkedChange.MarkAsync(invocation, resources, items, waiting, ParkedState.Discarded);
    }
}
