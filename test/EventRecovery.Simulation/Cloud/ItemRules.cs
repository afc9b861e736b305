using System.Net;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Item = System.Collections.Generic.Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

namespace EventRecovery.Simulation.Cloud;

/// <summary>What DynamoDB does to an item before it stores it, or refuses to.</summary>
internal static class ItemRules
{
    /// <summary>400 KB with names and keys (DynamoDB developer guide, Quotas: item size).</summary>
    private const int MostBytes = 400 * 1024;

    /// <summary>Significant digits of a number (DynamoDB developer guide, Supported data types: Number).</summary>
    private const int MostDigits = 38;

    /// <returns>The item as it will be read.</returns>
    public static Item Accept(Item item)
    {
        var accepted = AcceptValues(item);
        return StoredItem.SizeOf(accepted) <= MostBytes
            ? accepted
            : throw Refusal("Item size has exceeded the maximum allowed size");
    }

    /// <summary>Values that an expression names are looked at whether it uses them or not.</summary>
    public static Item AcceptValues(Item values) =>
        values.ToDictionary(value => value.Key, value => Accept(value.Value));

    private static AttributeValue Accept(AttributeValue value) =>
        value switch
        {
            { N: { } number } => new AttributeValue { N = Accept(number) },
            { L: { } list } when value.IsLSet => new AttributeValue { L = [.. list.Select(Accept)], IsLSet = true },
            { M: { } map } when value.IsMSet => new AttributeValue
            {
                M = map.ToDictionary(entry => entry.Key, entry => Accept(entry.Value)),
                IsMSet = true,
            },
            _ => value,
        };

    /// <summary>Zeros before and behind are trimmed, and there is one zero. Exponents, which nobody here writes, are not known.</summary>
    private static string Accept(string number)
    {
        var sign = number.StartsWith('-') ? "-" : "";
        var digits = number.TrimStart('-').TrimStart('0');
        digits = digits.Contains('.', StringComparison.Ordinal) ? digits.TrimEnd('0').TrimEnd('.') : digits;
        if (digits.Count(char.IsAsciiDigit) > MostDigits)
        {
            throw Refusal("Attempting to store more than 38 significant digits in a Number");
        }

        return digits switch
        {
            "" => "0",
            ['.', ..] => $"{sign}0{digits}",
            _ => sign + digits,
        };
    }

    private static AmazonDynamoDBException Refusal(string why) =>
        new(why, ErrorType.Sender, "ValidationException", "request", HttpStatusCode.BadRequest);
}
