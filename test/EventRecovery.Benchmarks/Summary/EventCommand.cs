using System.CommandLine;

namespace EventRecovery.Benchmarks.Summary;

/// <summary><c>event</c>: what one event costs, alone, for whoever works on the hot path.</summary>
internal static class EventCommand
{
    public static Command Create()
    {
        var command = new Command(
            "event",
            "Time and bytes of one event on its whole path, beside the least there is to do."
        );
        command.SetAction(
            async (_, _) =>
            {
                var figures = await EventCost.MeasureAsync();
                SummaryCommand.Print([.. figures]);
                return figures.Any(figure => figure.Kept == false) ? 1 : 0;
            }
        );
        return command;
    }
}
