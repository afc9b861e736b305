using Amazon.DynamoDBv2.Model;
using EventRecovery.Aws.DynamoDb;
using EventRecovery.Simulation.Cloud;
using EventRecovery.Streams;
using EventRecovery.Telemetry;
using Item = System.Collections.Generic.Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

namespace EventRecovery.Benchmarks.Summary;

/// <summary>
/// Calls and capacity for 1,000 events by batch size, counted on a table that rounds as DynamoDB does, with the real adapter; beside
/// one conditional write an event, and the two writes of the usual idempotency layer.
/// </summary>
internal static class CapacityCost
{
    private static readonly (int Batch, double? Limit)[] Batches = [(10, 210), (100, null), (500, 30), (10_000, null)];

    public static async Task<IReadOnlyList<Figure>> CountAsync()
    {
        var naive = await NaiveAsync(writes: 1);
        var twice = await NaiveAsync(writes: 2);
        var figures = new List<Figure>();
        foreach (var (batch, limit) in Batches)
        {
            var counted = await CountAsync(batch);
            figures.Add(
                new(
                    $"write units, {batch:N0} a batch",
                    "/1,000 events",
                    counted.Writes,
                    "one conditional write an event",
                    naive,
                    limit is null ? null : $"≤ {limit}",
                    limit is null ? null : counted.Writes <= limit
                )
            );
            figures.Add(
                new($"write units, {batch:N0} a batch", "/1,000 events", counted.Writes, "two writes an event", twice)
            );
            figures.Add(
                new($"DynamoDB calls, {batch:N0} a batch", "/1,000 events", counted.Calls, "one a event", 1000)
            );
            figures.Add(
                new(
                    $"read units warm, {batch:N0} a batch",
                    "/1,000 events",
                    counted.WarmReads,
                    "cold, first batch",
                    counted.ColdReads,
                    "0",
                    counted.WarmReads == 0
                )
            );
            figures.Add(
                new($"PutRecords calls, {batch:N0} a batch", "/1,000 events", counted.Puts, "PutRecord an event", 1000)
            );
        }

        return figures;
    }

    private static async Task<(
        double Writes,
        double Calls,
        double ColdReads,
        double WarmReads,
        double Puts
    )> CountAsync(int batch)
    {
        var events = Math.Max(10_000, batch * 2);
        var (table, proxy) = TableProxy.Create();
        using var metrics = new RecoveryMetrics();
        var writer = new CountingWriter();
        var store = new DynamoClaimStore(new RecoveryTable(proxy, "recovery", metrics), TimeProvider.System);
        var engine = Engines.Consumer(store, writer);
        await Engines.ProcessAsync(engine, Records(0, batch));
        var (writes, reads, calls, puts) = (table.WriteUnits, table.ReadUnits, TableProxy.CallsOf(proxy), writer.Calls);
        for (var first = batch; first < events; first += batch)
        {
            await Engines.ProcessAsync(engine, Records(first, batch));
        }

        var thousands = (events - batch) / 1000.0;
        return (
            (table.WriteUnits - writes) / thousands,
            (TableProxy.CallsOf(proxy) - calls) / thousands,
            reads,
            (table.ReadUnits - reads) / thousands,
            (writer.Calls - puts) / thousands
        );
    }

    private static List<StreamRecord> Records(int first, int count) =>
        [.. Enumerable.Range(first, count).Select(SomeRecords.Record)];

    private static async Task<double> NaiveAsync(int writes)
    {
        var (table, proxy) = TableProxy.Create();
        for (var i = 0; i < 1000; i++)
        {
            for (var write = 0; write < writes; write++)
            {
                await proxy.PutItemAsync(
                    new PutItemRequest
                    {
                        TableName = "recovery",
                        Item = new Item
                        {
                            ["pk"] = new AttributeValue { S = $"event-{i:D9}" },
                            ["sk"] = new AttributeValue { S = "claim" },
                            ["status"] = new AttributeValue { S = write == 0 ? "INPROGRESS" : "COMPLETED" },
                        },
                        ConditionExpression = write == 0 ? "attribute_not_exists(#sk)" : null,
                        ExpressionAttributeNames = new() { ["#sk"] = "sk" },
                    }
                );
            }
        }

        return table.WriteUnits;
    }
}
