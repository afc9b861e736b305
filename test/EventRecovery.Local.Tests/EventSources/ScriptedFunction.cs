using System.Text;
using System.Text.Json;
using EventRecovery.Local.Lambdas;

namespace EventRecovery.Local.Tests.EventSources;

/// <summary>A function that remembers what it was given and answers by a rule.</summary>
internal sealed class ScriptedFunction
{
    private readonly Lock gate = new();
    private readonly List<string[]> batches = [];
    private readonly List<string> shards = [];

    /// <summary>The answer to a batch (its texts) and the number of the call, from 0. Default: success.</summary>
    public Func<Delivery, InvocationResult> Answer { get; init; } = _ => Success();

    /// <summary>The texts of each call.</summary>
    public IReadOnlyList<string[]> Batches
    {
        get
        {
            lock (gate)
            {
                return [.. batches];
            }
        }
    }

    /// <summary>The shard of each call.</summary>
    public IReadOnlyList<string> Shards
    {
        get
        {
            lock (gate)
            {
                return [.. shards];
            }
        }
    }

    public static InvocationResult Success(string answer = "") =>
        new(InvocationStatus.Succeeded, "request", Encoding.UTF8.GetBytes(answer));

    public static InvocationResult Error() => new(InvocationStatus.FunctionError, "request", default);

    public static InvocationResult Throttle() => new(InvocationStatus.Throttled, "request", default);

    public static InvocationResult FailFrom(string sequence) =>
        Success($$"""{"batchItemFailures":[{"itemIdentifier":"{{sequence}}"}]}""");

    public Task<InvocationResult> InvokeAsync(ReadOnlyMemory<byte> payload)
    {
        var records = JsonDocument.Parse(payload).RootElement.GetProperty("Records").EnumerateArray().ToArray();
        var delivery = new Delivery(
            [
                .. records
                    .Select(record => Kinesis(record, "data"))
                    .Select(Convert.FromBase64String)
                    .Select(Encoding.UTF8.GetString),
            ],
            [.. records.Select(record => Kinesis(record, "sequenceNumber"))],
            Batches.Count
        );
        lock (gate)
        {
            batches.Add(delivery.Texts);
            shards.Add(records[0].GetProperty("eventID").GetString()!.Split(':')[0]);
        }

        return Task.FromResult(Answer(delivery));
    }

    private static string Kinesis(JsonElement record, string member) =>
        record.GetProperty("kinesis").GetProperty(member).GetString()!;
}

/// <summary>What one call brought.</summary>
internal sealed record Delivery(string[] Texts, string[] Sequences, int Call);
