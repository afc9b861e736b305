using System.Runtime.CompilerServices;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using EventRecovery.Replay.Running;
using EventRecovery.Streams;
using EventRecovery.Telemetry;

namespace EventRecovery.Aws.DynamoDb;

/// <summary>
/// The one table, and the one place that calls DynamoDB: reads are strongly consistent unless they say otherwise, a failed
/// condition is a value, trouble that may pass is told from what will not, and every call and unit is counted. Thread-safe.
/// </summary>
/// <param name="tally">Adds up the write units of this instance's calls; null where nobody asks.</param>
public sealed class RecoveryTable(
    IAmazonDynamoDB client,
    string name,
    RecoveryMetrics metrics,
    WriteUnitTally? tally = null
)
{
    public string Name { get; } = name;

    internal async Task<Dictionary<string, AttributeValue>?> GetAsync(ItemKey key, CancellationToken cancellationToken)
    {
        var response = await CallAsync(
            "GetItem",
            () =>
                client.GetItemAsync(
                    new GetItemRequest
                    {
                        TableName = Name,
                        Key = key.ToAttributes(),
                        ConsistentRead = true,
                        ReturnConsumedCapacity = ReturnConsumedCapacity.TOTAL,
                    },
                    cancellationToken
                ),
            cancellationToken
        );
        CountRead(response.ConsumedCapacity);
        return response.Item is { Count: > 0 } item ? item : null;
    }

    /// <returns>False when the condition does not hold.</returns>
    internal async Task<bool> PutAsync(
        ItemKey key,
        Dictionary<string, AttributeValue> attributes,
        ItemUpdate? condition,
        CancellationToken cancellationToken
    )
    {
        var item = key.ToAttributes();
        foreach (var (attribute, value) in attributes)
        {
            item.Add(attribute, value);
        }

        return await WriteAsync(
            "PutItem",
            async () =>
                (
                    await client.PutItemAsync(
                        new PutItemRequest
                        {
                            TableName = Name,
                            Item = item,
                            ConditionExpression = condition?.Condition,
                            ExpressionAttributeNames = condition?.Names,
                            ExpressionAttributeValues = condition?.Values,
                            ReturnConsumedCapacity = ReturnConsumedCapacity.TOTAL,
                        },
                        cancellationToken
                    )
                ).ConsumedCapacity,
            cancellationToken
        );
    }

    /// <returns>False when the condition does not hold.</returns>
    internal Task<bool> UpdateAsync(ItemKey key, ItemUpdate update, CancellationToken cancellationToken) =>
        WriteAsync(
            "UpdateItem",
            async () =>
                (
                    await client.UpdateItemAsync(
                        new UpdateItemRequest
                        {
                            TableName = Name,
                            Key = key.ToAttributes(),
                            UpdateExpression = update.Update,
                            ConditionExpression = update.Condition,
                            ExpressionAttributeNames = update.Names,
                            ExpressionAttributeValues = update.Values,
                            ReturnConsumedCapacity = ReturnConsumedCapacity.TOTAL,
                        },
                        cancellationToken
                    )
                ).ConsumedCapacity,
            cancellationToken
        );

    /// <summary>All items of one partition from a sort key on, in its order, strongly consistent, page after page.</summary>
    internal async IAsyncEnumerable<Dictionary<string, AttributeValue>> QueryAsync(
        string pk,
        string fromSk,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var request = new QueryRequest
        {
            TableName = Name,
            KeyConditionExpression = "#pk = :pk AND #sk >= :from",
            ExpressionAttributeNames = new() { ["#pk"] = Attributes.Pk, ["#sk"] = Attributes.Sk },
            ExpressionAttributeValues = new() { [":pk"] = Attributes.Of(pk), [":from"] = Attributes.Of(fromSk) },
            ConsistentRead = true,
            ReturnConsumedCapacity = ReturnConsumedCapacity.TOTAL,
        };
        do
        {
            var response = await CallAsync(
                "Query",
                () => client.QueryAsync(request, cancellationToken),
                cancellationToken
            );
            CountRead(response.ConsumedCapacity);
            foreach (var item in response.Items ?? [])
            {
                yield return item;
            }

            request.ExclusiveStartKey = response.LastEvaluatedKey;
        } while (request.ExclusiveStartKey is { Count: > 0 });
    }

    private async Task<bool> WriteAsync(
        string operation,
        Func<Task<ConsumedCapacity>> write,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var consumed = await CallAsync(operation, write, cancellationToken);
            metrics.Add(MetricNames.DynamoDbWriteUnits, consumed?.CapacityUnits ?? 0);
            tally?.Add((decimal)(consumed?.CapacityUnits ?? 0));
            return true;
        }
        catch (ConditionalCheckFailedException)
        {
            return false;
        }
    }

    private async Task<T> CallAsync<T>(string operation, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        metrics.Add(MetricNames.DynamoDbCalls, 1, operation);
        try
        {
            return await AwsFailures.CallAsync(call, cancellationToken);
        }
        catch (TransientFailureException failure) when (failure.Throttled)
        {
            metrics.Add(MetricNames.Throttles, 1, "DynamoDB");
            throw;
        }
    }

    private void CountRead(ConsumedCapacity? consumed) =>
        metrics.Add(MetricNames.DynamoDbReadUnits, consumed?.CapacityUnits ?? 0);
}
