using System.Text;
using Amazon.DynamoDBv2.Model;
using Item = System.Collections.Generic.Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

namespace EventRecovery.Aws.Tests.Differential.Table;

/// <summary>What an item holds beside its keys.</summary>
internal enum Content
{
    Plain,
    EmptyText,
    WideText,
    NoBytes,
    Numbers,
    LongNumber,
    TooLongNumber,
    Nested,
    EmptyNested,
    OneKilobyte,
    JustOverOneKilobyte,
    SomeKilobytes,
    Large,
    Largest,
    TooLarge,
}

internal static class Contents
{
    public const string Number = "n";
    public const string State = "state";

    /// <summary>Names and values of an item, in bytes (DynamoDB quotas, item size).</summary>
    private const int MostBytes = 400 * 1024;

    /// <param name="key">Counts too.</param>
    public static Item Make(this Content content, Item key, int number)
    {
        var item = new Item { [Number] = N($"{number}"), [State] = S("Parked") };
        switch (content)
        {
            case Content.EmptyText:
                item["text"] = S("");
                break;
            case Content.WideText:
                item["täxt"] = S("é 😀 \u0000 \"");
                break;
            case Content.NoBytes:
                item["bytes"] = B(0);
                break;
            case Content.Numbers:
                foreach (var (index, value) in new[] { "0.50", "-0", "1200", "0.0012", "-13.5", "100.0" }.Index())
                {
                    item[$"n{index}"] = N(value);
                }

                break;
            case Content.LongNumber:
                item["long"] = N("12345678901234567890.123456789012345678");
                break;
            case Content.TooLongNumber:
                item["long"] = N(new string('9', 39));
                break;
            case Content.Nested:
                item["list"] = new()
                {
                    L =
                    [
                        new()
                        {
                            M = new() { ["a"] = N("1"), ["b"] = S("x") },
                        },
                        S("y"),
                    ],
                };
                item["flag"] = new() { BOOL = true };
                break;
            case Content.EmptyNested:
                item["list"] = new() { L = [], IsLSet = true };
                item["map"] = new() { M = [], IsMSet = true };
                break;
            default:
                item["bytes"] = B(BytesOf(content) - Size(key) - Size(item) - "bytes".Length);
                if (content is Content.Plain)
                {
                    item.Remove("bytes");
                }

                break;
        }

        return item;
    }

    private static int BytesOf(Content content) =>
        content switch
        {
            Content.OneKilobyte => 1024,
            Content.JustOverOneKilobyte => 1025,
            Content.SomeKilobytes => 12_300,
            Content.Large => 300_000,
            Content.Largest => MostBytes,
            Content.TooLarge => MostBytes + 1,
            _ => 1024,
        };

    /// <summary>Text by its bytes, a number of up to two digits by two: the keys and the two attributes that every item has.</summary>
    private static int Size(Item item) =>
        item.Sum(entry =>
            Encoding.UTF8.GetByteCount(entry.Key) + (entry.Value.S is { } s ? Encoding.UTF8.GetByteCount(s) : 2)
        );

    private static AttributeValue S(string text) => new() { S = text };

    private static AttributeValue N(string number) => new() { N = number };

    private static AttributeValue B(int bytes) => new() { B = new MemoryStream(new byte[bytes]) };
}
