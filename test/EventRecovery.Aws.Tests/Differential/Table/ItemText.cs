using Amazon.DynamoDBv2.Model;
using Item = System.Collections.Generic.Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

namespace EventRecovery.Aws.Tests.Differential.Table;

/// <summary>An item in writing, attributes by name.</summary>
internal static class ItemText
{
    public static string Write(Item? item) =>
        item is null
            ? "no item"
            : $"{{{string.Join(", ", item.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}: {Write(entry.Value)}"))}}}";

    private static string Write(AttributeValue value) =>
        value switch
        {
            { S: { } text } => $"'{text}'",
            { N: { } number } => number,
            { B: { } bytes } => $"{bytes.Length} bytes",
            { BOOL: { } flag } => flag ? "yes" : "no",
            { L: { } list } when value.IsLSet => $"[{string.Join(", ", list.Select(Write))}]",
            { M: { } map } when value.IsMSet => Write(map),
            _ => "?",
        };
}
