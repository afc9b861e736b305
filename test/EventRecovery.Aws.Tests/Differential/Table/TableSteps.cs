using System.Globalization;
using System.Text.RegularExpressions;
using EventRecovery.Aws.DynamoDb;

namespace EventRecovery.Aws.Tests.Differential.Table;

internal sealed record Get(int Partition, int Sort) : Step<TableSystem>
{
    public override async Task<object?> AskAsync(TableSystem system, CancellationToken token)
    {
        var item = await system.Table.GetAsync(Keys.Of(Partition, Sort), token);
        return $"{ItemText.Write(item)}; {system.Spent()}";
    }
}

/// <summary>A partition from a sort key on, all pages.</summary>
internal sealed partial record Query(int Partition, string From) : Step<TableSystem>
{
    public override async Task<object?> AskAsync(TableSystem system, CancellationToken token)
    {
        var items = new List<string>();
        await foreach (var item in system.Table.QueryAsync(Keys.PartitionOf(Partition), From, token))
        {
            items.Add(ItemText.Write(item));
        }

        return $"{string.Join("\n          ", items)}; {system.Spent()}";
    }

    public static string WithoutUnits(string answer) => ReadUnits().Replace(answer, "");

    public static double UnitsOf(string answer) =>
        double.Parse(ReadUnits().Match(answer).Groups["units"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("(?<units>[0-9.]+) read units", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ReadUnits();
}

/// <summary>Puts an item as claims, checkpoints and runs are put.</summary>
internal sealed record PutItem(int Partition, int Sort, Content Content, int Number, If If) : Step<TableSystem>
{
    public override async Task<object?> AskAsync(TableSystem system, CancellationToken token)
    {
        var key = Keys.Of(Partition, Sort);
        try
        {
            var item = Content.Make(key.ToAttributes(), Number);
            var written = await system.Table.PutAsync(key, item, Conditions.Of(If, Number), token);
            return $"{(written ? "written" : "the condition fails")}; {system.Spent()}";
        }
        finally
        {
            system.Spent();
        }
    }
}

/// <summary>Sets what is not set yet, and counts, as a poison event is parked.</summary>
internal sealed record UpdateFirstTime(int Partition, int Sort, Content Content) : Step<TableSystem>
{
    public override async Task<object?> AskAsync(TableSystem system, CancellationToken token)
    {
        var key = Keys.Of(Partition, Sort);
        var item = Content.Make(key.ToAttributes(), number: 1);
        try
        {
            await system.Table.UpdateAsync(
                key,
                new ItemUpdate(
                    $"SET {string.Join(", ", item.Select((one, i) => $"#a{i} = if_not_exists(#a{i}, :a{i})"))} ADD #count :one",
                    Condition: null
                )
                {
                    Names = item.Keys.Select((name, i) => ($"#a{i}", name)).Append(("#count", "count")).ToDictionary(),
                    Values = item
                        .Values.Select((value, i) => ($":a{i}", value))
                        .Append((":one", Attributes.Of(1)))
                        .ToDictionary(),
                },
                token
            );
            return $"updated; {system.Spent()}";
        }
        finally
        {
            system.Spent();
        }
    }
}

/// <summary>Moves an item on from one state, as a parked event is resolved.</summary>
internal sealed record UpdateState(int Partition, int Sort, string From, string To) : Step<TableSystem>
{
    public override async Task<object?> AskAsync(TableSystem system, CancellationToken token)
    {
        var written = await system.Table.UpdateAsync(
            Keys.Of(Partition, Sort),
            new ItemUpdate("SET #state = :to, #expires = :expires", "#state = :from")
            {
                Names = new() { ["#state"] = Contents.State, ["#expires"] = Attributes.ExpiresAt },
                Values = new()
                {
                    [":from"] = Attributes.Of(From),
                    [":to"] = Attributes.Of(To),
                    [":expires"] = Attributes.Of(1_700_000_000L),
                },
            },
            token
        );
        return $"{(written ? "written" : "the condition fails")}; {system.Spent()}";
    }
}
