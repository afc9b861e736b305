using Amazon.DynamoDBv2.Model;

namespace EventRecovery.Aws.DynamoDb;

/// <summary>The place of an item in the table.</summary>
internal readonly record struct ItemKey(string Pk, string Sk)
{
    public Dictionary<string, AttributeValue> ToAttributes() =>
        new() { [Attributes.Pk] = Attributes.Of(Pk), [Attributes.Sk] = Attributes.Of(Sk) };
}
