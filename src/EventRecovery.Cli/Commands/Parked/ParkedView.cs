using System.Globalization;
using EventRecovery.Cli.Output;
using EventRecovery.Parking;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace EventRecovery.Cli.Commands.Parked;

/// <summary>Parked events as people see them.</summary>
internal static class ParkedView
{
    public static IRenderable List(IReadOnlyList<ParkedItem> items, int days)
    {
        if (items.Count == 0)
        {
            return new Markup($"Nothing is parked from the last {days} days.\n");
        }

        var byReason = items.GroupBy(item => item.Event.Reason).OrderByDescending(group => group.Count());
        var lines = byReason.SelectMany(group =>
            group.Select(Line).Prepend($"[bold]{group.Count()} × {Markup.Escape(group.Key)}[/]")
        );
        return new Markup(
            string.Join('\n', lines)
                + "\n[grey]Look at one: recover parked show PLACE · put all back: recover parked retry --all[/]\n"
        );
    }

    public static IRenderable One(ParkedItem item)
    {
        var parked = item.Event;
        (string Name, string Value)[] facts =
        [
            ("Reason", $"{parked.Reason}: {parked.Message}"),
            ("State", $"{item.State.ToString().ToLowerInvariant()}, met {Times(item.Attempts)}"),
            ("Arrived", Time(parked.ArrivedAt)),
            ("Key", Printable.Text(parked.PartitionKey)),
            ("Version", parked.Version),
            ("Bytes", Printable.Describe(parked.Data.Span)),
        ];
        var lines = facts.Select(fact => $"[grey]{fact.Name, -9}[/] {Markup.Escape(fact.Value)}");
        return new Markup(string.Join('\n', lines) + "\n\n" + Markup.Escape(Printable.Data(parked.Data.Span)) + "\n");
    }

    private static string Line(ParkedItem item)
    {
        var state = item.State == ParkedState.Parked ? "" : $"  [grey]{item.State.ToString().ToLowerInvariant()}[/]";
        return $"  {Markup.Escape(ParkedPlace.Of(item.Event).ToString())}  [grey]{Time(item.Event.ArrivedAt)}[/]{state}";
    }

    private static string Times(int attempts) =>
        attempts == 1 ? "once" : attempts.ToString(CultureInfo.InvariantCulture) + " times";

    private static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
