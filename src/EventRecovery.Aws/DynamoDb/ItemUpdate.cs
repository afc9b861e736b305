using Amazon.DynamoDBv2.Model;

namespace EventRecovery.Aws.DynamoDb;

/// <summary>
/// An expression with its names and values. Names are always placeholders, since DynamoDB reserves several hundred words.
/// </summary>
/// <param name="Update">Null for a condition alone.</param>
internal sealed record ItemUpdate(string? Update, string? Condition)
{
    public required Dictionary<string, string> Names { get; init; }

    /// <summary>Null when the expression compares with nothing.</summary>
    public Dictionary<string, AttributeValue>? Values { get; init; }

    /// <summary>No item has the key.</summary>
    public static ItemUpdate IfAbsent { get; } =
        new(Update: null, "attribute_not_exists(#sk)") { Names = new() { ["#sk"] = Attributes.Sk } };
}
