using System.CommandLine;
using EventRecovery.Cli.Output;
using EventRecovery.Cli.Runtime;
using EventRecovery.Parking;

namespace EventRecovery.Cli.Commands.Parked;

/// <summary>Which parked events a command means: the places it names, or all of some days, perhaps for one reason.</summary>
internal static class ParkedSelection
{
    private const int LongestDays = 400;

    public static readonly Argument<string[]> Places = new("PLACE")
    {
        Description = "Where they are parked, as recover parked list shows it.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public static readonly Option<bool> All = new("--all") { Description = "All that wait, instead of places." };

    public static readonly Option<string?> Reason = new("--reason")
    {
        Description = "Only those parked for this reason, such as not-json.",
    };

    public static readonly Option<int> Days = new Option<int>("--days")
    {
        Description = $"How many days of arrival to look at, today (UTC) included; at most {LongestDays}.",
        DefaultValueFactory = _ => 7,
    }.Within(1, LongestDays);

    /// <summary>What waits for somebody, in order of day, stream, shard and place.</summary>
    public static async Task<IReadOnlyList<ParkedItem>> SelectAsync(Invocation invocation, Resources resources)
    {
        var places = invocation.Get(Places) ?? [];
        if (places.Length > 0 == invocation.Get(All))
        {
            throw Usage.Wrong("name the places of parked events, or all of them with --all");
        }

        return places.Length > 0
            ? await FindAsync(invocation, resources, [.. places.Select(Parse)])
            : await ListAsync(invocation, resources, ParkedState.Parked);
    }

    /// <param name="only">Null: in whatever state.</param>
    public static async Task<IReadOnlyList<ParkedItem>> ListAsync(
        Invocation invocation,
        Resources resources,
        ParkedState? only
    )
    {
        var today = DateOnly.FromDateTime(invocation.Surroundings.Time.GetUtcNow().UtcDateTime);
        var reason = invocation.Get(Reason);
        var items = new List<ParkedItem>();
        for (var back = invocation.Get(Days) - 1; back >= 0; back--)
        {
            await foreach (var item in resources.Parked.ListAsync(today.AddDays(-back), invocation.CancellationToken))
            {
                if ((only is null || item.State == only) && (reason is null || item.Event.Reason == reason))
                {
                    items.Add(item);
                }
            }
        }

        return items;
    }

    public static async Task<IReadOnlyList<ParkedItem>> FindAsync(
        Invocation invocation,
        Resources resources,
        IReadOnlyList<ParkedPlace> places
    )
    {
        var items = new List<ParkedItem>();
        var missing = new List<string>();
        foreach (var place in places)
        {
            if (await resources.Parked.FindAsync(place.Day, place.Source, invocation.CancellationToken) is { } item)
            {
                items.Add(item);
            }
            else
            {
                missing.Add(place.ToString());
            }
        }

        return missing.Count == 0
            ? items
            : throw new CommandException(
                ExitCode.FoundWrong,
                new Problem("nothing is parked there")
                {
                    Where = missing,
                    Kept = "Nothing was changed.",
                    Next = "See what is: recover parked list",
                }
            );
    }

    public static ParkedPlace Parse(string text) =>
        ParkedPlace.TryParse(text, out var place)
            ? place
            : throw Usage.Wrong(
                $"{text} is not a place",
                "Write DAY/STREAM/SHARD/SEQUENCE, as recover parked list shows it."
            );
}
