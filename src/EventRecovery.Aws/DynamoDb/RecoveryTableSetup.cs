using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace EventRecovery.Aws.DynamoDb;

/// <summary>
/// Makes the table where no template does: on the local stack and in tests. Keys and billing as deployed; TTL, recovery and
/// encryption are the template's, since emulators lack them.
/// </summary>
public static class RecoveryTableSetup
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    /// <summary>Creates the table unless it is there, and waits until it can be used.</summary>
    public static async Task EnsureAsync(
        IAmazonDynamoDB client,
        string name,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await client.CreateTableAsync(
                new CreateTableRequest
                {
                    TableName = name,
                    BillingMode = BillingMode.PAY_PER_REQUEST,
                    AttributeDefinitions =
                    [
                        new AttributeDefinition(Attributes.Pk, ScalarAttributeType.S),
                        new AttributeDefinition(Attributes.Sk, ScalarAttributeType.S),
                    ],
                    KeySchema =
                    [
                        new KeySchemaElement(Attributes.Pk, KeyType.HASH),
                        new KeySchemaElement(Attributes.Sk, KeyType.RANGE),
                    ],
                },
                cancellationToken
            );
        }
        catch (ResourceInUseException)
        {
            // It is there, or on its way.
        }

        while ((await client.DescribeTableAsync(name, cancellationToken)).Table.TableStatus != TableStatus.ACTIVE)
        {
            await Task.Delay(Poll, time, cancellationToken);
        }
    }
}
