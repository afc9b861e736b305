using System.Reflection;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace EventRecovery.Simulation.Cloud;

/// <summary>The simulation's table behind DynamoDB's interface, without faults, counting calls.</summary>
// Not sealed: the proxy is a class derived from it.
#pragma warning disable CA1852
internal class TableProxy : DispatchProxy
#pragma warning restore CA1852
{
    private SimulatedTable table = null!;
    private int calls;

    public static (SimulatedTable Table, IAmazonDynamoDB Client) Create()
    {
        var client = Create<IAmazonDynamoDB, TableProxy>();
        var proxy = (TableProxy)(object)client;
        proxy.table = new SimulatedTable(TimeProvider.System.GetUtcNow);
        return (proxy.table, client);
    }

    public static int CallsOf(IAmazonDynamoDB client) => ((TableProxy)(object)client).calls;

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        calls++;
        return args?[0] switch
        {
            GetItemRequest get => Task.FromResult(table.Get(get)),
            QueryRequest query => Task.FromResult(table.Query(query)),
            PutItemRequest put => Task.FromResult(table.Put(put)),
            UpdateItemRequest update => Task.FromResult(table.Update(update)),
            _ => throw new NotSupportedException(targetMethod?.Name),
        };
    }
}
