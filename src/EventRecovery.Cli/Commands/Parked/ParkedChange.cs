using EventRecovery.Cli.Output;
using EventRecovery.Cli.Runtime;
using EventRecovery.Parking;
using Spectre.Console;

namespace EventRecovery.Cli.Commands.Parked;

/// <summary>Moves parked events on, and says so.</summary>
internal static class ParkedChange
{
    /// <param name="asked">All that the command meant.</param>
    /// <param name="waiting">Those of them that wait.</param>
    public static async Task<ExitCode> MarkAsync(
        Invocation invocation,
        Resources resources,
        IReadOnlyList<ParkedItem> asked,
        IReadOnlyList<ParkedItem> waiting,
        ParkedState state
    )
    {
        var changed = 0;
        foreach (var item in waiting)
        {
            var place = ParkedPlace.Of(item.Event);
            changed += await resources.Parked.ResolveAsync(place.Day, place.Source, state, invocation.CancellationToken)
                ? 1
                : 0;
        }

        var already = asked.Count - changed;
        var word = state == ParkedState.Retried ? "put back on the error stream" : "discarded";
        var rest = already == 0 ? "" : $"; {already} had been dealt with before";
        invocation.Terminal.People.MarkupLineInterpolated(
            $"{changed} parked event{(changed == 1 ? "" : "s")} {word}{rest}."
        );
        if (invocation.Terminal.IsJson)
        {
            await invocation.Terminal.WriteJsonAsync(
                new ParkedChangeReport(true, changed, already),
                OutputJson.Default.ParkedChangeReport
            );
        }

        return ExitCode.Ok;
    }
}
