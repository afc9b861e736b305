using System.Globalization;
using Amazon.DynamoDBv2.Model;
using Item = System.Collections.Generic.Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

namespace EventRecovery.Simulation.Cloud;

/// <summary>
/// The expressions that this project writes, and no others: <c>AND</c> of <c>attribute_not_exists(#a)</c> and comparisons;
/// <c>SET #a = :b</c>, <c>SET #a = if_not_exists(#a, :b)</c>, <c>ADD #a :b</c>. What it does not know it refuses.
/// </summary>
internal sealed class Expressions(Dictionary<string, string>? names, Item? values)
{
    private const string NotExists = "attribute_not_exists(";
    private const string IfNotExists = "if_not_exists(";

    public bool Holds(string? condition, Item? item) =>
        string.IsNullOrEmpty(condition) || condition.Split(" AND ").All(term => TermHolds(term.Trim(), item));

    public Item Update(string expression, Item item)
    {
        var updated = new Item(item);
        var add = expression.IndexOf(" ADD ", StringComparison.Ordinal);
        var sets = add < 0 ? expression : expression[..add];
        foreach (var set in Assignments(sets))
        {
            var (name, value) = (Name(set[0]), set[1]);
            if (!value.StartsWith(IfNotExists, StringComparison.Ordinal))
            {
                updated[name] = values![value];
            }
            else if (!item.ContainsKey(name))
            {
                updated[name] = values![value[(value.IndexOf(", ", StringComparison.Ordinal) + 2)..^1]];
            }
        }

        if (add >= 0)
        {
            var parts = expression[(add + 5)..].Split(' ');
            var sum = Number(item.GetValueOrDefault(Name(parts[0]))) + Number(values![parts[1]]);
            updated[Name(parts[0])] = new AttributeValue
            {
                N = (sum ?? Number(values[parts[1]])!.Value).ToString(CultureInfo.InvariantCulture),
            };
        }

        return updated;
    }

    private static IEnumerable<string[]> Assignments(string sets)
    {
        if (!sets.StartsWith("SET ", StringComparison.Ordinal))
        {
            throw new NotSupportedException($"Unknown update expression: {sets}");
        }

        // A comma also stands inside if_not_exists(a, b).
        return sets[4..].Split(", #").Select(set => (set[0] == '#' ? set : "#" + set).Split(" = ", 2));
    }

    private bool TermHolds(string term, Item? item)
    {
        if (term.StartsWith(NotExists, StringComparison.Ordinal))
        {
            return item?.ContainsKey(Name(term[NotExists.Length..^1])) != true;
        }

        var parts = term.Split(' ');
        if (parts.Length != 3)
        {
            throw new NotSupportedException($"Unknown condition: {term}");
        }

        if (item is null || !item.TryGetValue(Name(parts[0]), out var left))
        {
            return false;
        }

        var order = Compare(left, values![parts[2]]);
        return parts[1] switch
        {
            "=" => order == 0,
            "<=" => order <= 0,
            ">=" => order >= 0,
            "<" => order < 0,
            ">" => order > 0,
            _ => throw new NotSupportedException($"Unknown operator: {term}"),
        };
    }

    private static int Compare(AttributeValue left, AttributeValue right) =>
        left.N is not null && right.N is not null
            ? decimal.Compare(Number(left)!.Value, Number(right)!.Value)
            : string.CompareOrdinal(left.S, right.S);

    private static decimal? Number(AttributeValue? value) =>
        value?.N is { } text ? decimal.Parse(text, CultureInfo.InvariantCulture) : null;

    private string Name(string placeholder) => names![placeholder];
}
