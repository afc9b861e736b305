using System.Text;
using Amazon.DynamoDBv2.Model;

namespace EventRecovery.Simulation.Cloud;

/// <summary>An item of the table, with the state that it had before: what a read that is not strongly consistent may still see.</summary>
internal sealed record StoredItem(
    Dictionary<string, AttributeValue> Attributes,
    DateTimeOffset WrittenAt,
    StoredItem? Before
)
{
    /// <summary>As DynamoDB counts it: names and values in UTF-8, numbers two digits a byte.</summary>
    public int Size { get; } = SizeOf(Attributes);

    public static int SizeOf(Dictionary<string, AttributeValue> attributes) =>
        attributes.Sum(attribute => Encoding.UTF8.GetByteCount(attribute.Key) + SizeOf(attribute.Value));

    private static int SizeOf(AttributeValue value) =>
        value switch
        {
            { S: { } text } => Encoding.UTF8.GetByteCount(text),
            { N: { } number } => SizeOfNumber(number),
            { B: { } bytes } => (int)bytes.Length,
            { BOOL: not null } or { NULL: not null } => 1,
            { L: { } list } when value.IsLSet => 3 + list.Sum(element => 1 + SizeOf(element)),
            { M: { } map } when value.IsMSet => 3
                + map.Sum(entry => 1 + Encoding.UTF8.GetByteCount(entry.Key) + SizeOf(entry.Value)),
            _ => 0,
        };

    private static int SizeOfNumber(string number)
    {
        var digits = number.Where(char.IsAsciiDigit).ToArray().AsSpan().TrimStart('0').TrimEnd('0').Length;
        return digits == 0 ? 1 : 1 + ((digits + 1) / 2) + (number[0] == '-' ? 1 : 0);
    }
}
