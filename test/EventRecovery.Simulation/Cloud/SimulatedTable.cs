using Amazon.DynamoDBv2.Model;
using Item = System.Collections.Generic.Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

namespace EventRecovery.Simulation.Cloud;

/// <summary>
/// One DynamoDB table with the keys pk and sk: conditions, strong and eventual reads, pages, and capacity to the byte.
/// </summary>
/// <param name="pageBytes">After so many bytes a query's page ends; DynamoDB's is 1 MB.</param>
internal sealed class SimulatedTable(Func<DateTimeOffset> now, int pageBytes = 1024 * 1024)
{
    /// <summary>How long an eventually consistent read may see what was before.</summary>
    public static readonly TimeSpan Lag = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, SortedDictionary<string, StoredItem>> partitions = [];

    /// <summary>Before a write takes effect: key, what is there, what will be.</summary>
    public Action<string, string, Item?, Item>? Writing { get; set; }

    /// <summary>A read met an item that was written so shortly ago that a weaker read might have missed it.</summary>
    public Action? OlderStateAtHand { get; set; }

    public double WriteUnits { get; private set; }

    public double ReadUnits { get; private set; }

    public IEnumerable<(string Pk, string Sk, StoredItem Item)> All =>
        partitions.SelectMany(partition => partition.Value.Select(entry => (partition.Key, entry.Key, entry.Value)));

    public StoredItem? Find(string pk, string sk) =>
        partitions.TryGetValue(pk, out var items) && items.TryGetValue(sk, out var item) ? item : null;

    public IEnumerable<KeyValuePair<string, StoredItem>> Partition(string pk) =>
        partitions.TryGetValue(pk, out var items) ? items : [];

    public GetItemResponse Get(GetItemRequest request)
    {
        var strong = request.ConsistentRead == true;
        var found = Seen(Find(request.Key["pk"].S, request.Key["sk"].S), strong);
        return new GetItemResponse
        {
            Item = found is null ? null : new Item(found.Attributes),
            ConsumedCapacity = Read(found?.Size ?? 0, strong),
        };
    }

    public QueryResponse Query(QueryRequest request)
    {
        var strong = request.ConsistentRead == true;
        var from = request.ExclusiveStartKey?["sk"].S;
        var least = request.ExpressionAttributeValues[":from"].S;
        var pk = request.ExpressionAttributeValues[":pk"].S;
        var response = new QueryResponse { Items = [] };
        var bytes = 0;
        foreach (var (sk, stored) in Partition(pk))
        {
            if (
                SortKeyOrder.Instance.Compare(sk, least) < 0
                || (from is not null && SortKeyOrder.Instance.Compare(sk, from) <= 0)
                || Seen(stored, strong) is not { } seen
            )
            {
                continue;
            }

            response.Items.Add(new Item(seen.Attributes));
            bytes += seen.Size;
            if (bytes >= pageBytes)
            {
                response.LastEvaluatedKey = new Item { ["pk"] = seen.Attributes["pk"], ["sk"] = seen.Attributes["sk"] };
                break;
            }
        }

        response.ConsumedCapacity = Read(bytes, strong);
        return response;
    }

    public PutItemResponse Put(PutItemRequest request)
    {
        var expressions = new Expressions(request.ExpressionAttributeNames, request.ExpressionAttributeValues);
        var item = ItemRules.Accept(request.Item); // before the condition is looked at
        var units = Write(item, _ => item, request.ConditionExpression, expressions);
        return new PutItemResponse { ConsumedCapacity = units };
    }

    public UpdateItemResponse Update(UpdateItemRequest request)
    {
        var values = ItemRules.AcceptValues(request.ExpressionAttributeValues);
        var expressions = new Expressions(request.ExpressionAttributeNames, values);
        var units = Write(
            request.Key,
            item => expressions.Update(request.UpdateExpression, item ?? request.Key),
            request.ConditionExpression,
            expressions
        );
        return new UpdateItemResponse { ConsumedCapacity = units };
    }

    /// <summary>As time to live does it, or an operator.</summary>
    public void Delete(string pk, string sk) => partitions[pk].Remove(sk);

    private ConsumedCapacity Write(Item key, Func<Item?, Item> change, string? condition, Expressions expressions)
    {
        var (pk, sk) = (key["pk"].S, key["sk"].S);
        var before = Find(pk, sk);
        if (!expressions.Holds(condition, before?.Attributes))
        {
            WriteUnits += Math.Max(1, Math.Ceiling((before?.Size ?? 0) / 1024.0));
            throw new ConditionalCheckFailedException("The conditional request failed");
        }

        var after = ItemRules.Accept(change(before?.Attributes));
        Writing?.Invoke(pk, sk, before?.Attributes, after);
        var stored = new StoredItem(after, now(), before is null ? null : before with { Before = null });
        if (!partitions.TryGetValue(pk, out var items))
        {
            partitions.Add(pk, items = new(SortKeyOrder.Instance));
        }

        items[sk] = stored;
        var units = Math.Ceiling(Math.Max(stored.Size, before?.Size ?? 0) / 1024.0);
        WriteUnits += units;
        return new ConsumedCapacity { CapacityUnits = units };
    }

    private StoredItem? Seen(StoredItem? item, bool strong)
    {
        if (item is null || now() - item.WrittenAt >= Lag)
        {
            return item;
        }

        OlderStateAtHand?.Invoke();
        return strong ? item : item.Before;
    }

    private ConsumedCapacity Read(int bytes, bool strong)
    {
        var units = Math.Max(1, Math.Ceiling(bytes / 4096.0)) * (strong ? 1 : 0.5);
        ReadUnits += units;
        return new ConsumedCapacity { CapacityUnits = units };
    }
}
