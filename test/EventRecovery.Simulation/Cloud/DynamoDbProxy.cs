using System.Reflection;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using EventRecovery.Simulation.Mutants;
using EventRecovery.Simulation.Running;

namespace EventRecovery.Simulation.Cloud;

/// <summary>DynamoDB as one process reaches it: the four operations that this project uses.</summary>
internal class DynamoDbProxy : DispatchProxy
{
    private SimulatedProcess process = null!;
    private World world = null!;

    public static IAmazonDynamoDB For(SimulatedProcess process, World world)
    {
        var client = Create<IAmazonDynamoDB, DynamoDbProxy>();
        var proxy = (DynamoDbProxy)(object)client;
        (proxy.process, proxy.world) = (process, world);
        return client;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        args?[0] switch
        {
            GetItemRequest get => CallAsync(CallKind.GetItem, get.Key, () => Get(get)),
            QueryRequest query => CallAsync(
                CallKind.Query,
                query.ExpressionAttributeValues[":pk"].S,
                () => Query(query)
            ),
            PutItemRequest put => PutAsync(put),
            UpdateItemRequest update => CallAsync(CallKind.Park, update.Key, () => Update(update)),
            _ => throw new NotSupportedException($"The simulation has no {targetMethod?.Name}."),
        };

    private async Task<PutItemResponse> PutAsync(PutItemRequest request)
    {
        var kind = KindOf(request.Item);
        if (kind == CallKind.AppendPage)
        {
            await world.Rivals.ForestallAsync(process, request.Item);
        }

        var response = await CallAsync(kind, request.Item, () => Put(request));
        if (kind == CallKind.AppendPage)
        {
            process.OpenPages.Add($"{request.Item["pk"].S} {request.Item["sk"].S}");
        }

        return response;
    }

    private GetItemResponse Get(GetItemRequest request)
    {
        request.ConsistentRead &= world.Mutant != WireMutants.EventualReads;
        return world.Table.Get(request);
    }

    private QueryResponse Query(QueryRequest request)
    {
        request.ConsistentRead &= world.Mutant != WireMutants.EventualReads;
        return world.Mutant == WireMutants.RedriveIgnoresLog && process.IsRedriving && IsClaims(request)
            ? new QueryResponse
            {
                Items = [],
                ConsumedCapacity = new ConsumedCapacity { CapacityUnits = 0.5 },
            }
            : world.Table.Query(request);
    }

    private PutItemResponse Put(PutItemRequest request)
    {
        var kind = KindOf(request.Item);
        var unconditional =
            (kind == CallKind.AppendPage && world.Mutant == WireMutants.AppendWithoutCondition)
            || (kind == CallKind.AppendPage && world.Mutant == WireMutants.RedriveIgnoresLog && process.IsRedriving)
            || (kind == CallKind.SaveCheckpoint && world.Mutant == WireMutants.NoFence);
        if (unconditional)
        {
            request.ConditionExpression = null;
        }

        world.Ledger.Writer = process;
        try
        {
            return world.Table.Put(request);
        }
        catch (ConditionalCheckFailedException) when (kind == CallKind.AppendPage)
        {
            world.Ledger.PageTaken(process, request.Item);
            throw;
        }
    }

    private UpdateItemResponse Update(UpdateItemRequest request)
    {
        world.Ledger.Writer = process;
        return world.Table.Update(request);
    }

    private static bool IsClaims(QueryRequest request) =>
        request.ExpressionAttributeValues[":pk"].S.StartsWith("claims#", StringComparison.Ordinal);

    private static CallKind KindOf(Dictionary<string, AttributeValue> item)
    {
        var (pk, sk) = (item["pk"].S, item["sk"].S);
        return pk.StartsWith("claims#", StringComparison.Ordinal)
            ? sk.EndsWith("#done", StringComparison.Ordinal)
                ? CallKind.WriteDone
                : CallKind.AppendPage
            : sk.StartsWith("shard#", StringComparison.Ordinal)
                ? CallKind.SaveCheckpoint
                : CallKind.SaveRun;
    }

    private Task<T> CallAsync<T>(CallKind kind, Dictionary<string, AttributeValue> key, Func<T> effect) =>
        CallAsync(kind, $"{key["pk"].S} {key["sk"].S}", effect);

    private Task<T> CallAsync<T>(CallKind kind, string subject, Func<T> effect)
    {
        if (kind == CallKind.WriteDone)
        {
            process.OpenPages.Remove(subject[..^"#done".Length]);
        }

        return world.Wire.CallAsync(process, new Call(kind, subject), effect);
    }
}
