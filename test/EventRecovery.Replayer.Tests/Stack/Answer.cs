using System.Text.Json.Nodes;
using EventRecovery.Local.Lambdas;

namespace EventRecovery.Replayer.Tests.Stack;

/// <summary>What the Replayer answered, or how it failed.</summary>
internal sealed record Answer(InvocationStatus Status, JsonObject Json)
{
    public string State => Json["state"]?.ToString() ?? "";

    public string Error => Json["errorMessage"]?.ToString() ?? "";

    public IReadOnlyList<string> Messages => Texts("messages");

    public IReadOnlyList<string> Ready => Texts("ready");

    public static Answer Of(InvocationResult result) =>
        new(result.Status, result.Payload.IsEmpty ? [] : JsonNode.Parse(result.Payload.Span)!.AsObject());

    public static Answer Parse(string json) => new(InvocationStatus.Succeeded, JsonNode.Parse(json)!.AsObject());

    public decimal Count(string name) => (decimal)Json["counts"]![name]!;

    public JsonObject Shard(string id) =>
        Json["shards"]!.AsArray().Select(shard => shard!.AsObject()).Single(shard => (string)shard["id"]! == id);

    public override string ToString() => $"{Status}: {Json.ToJsonString()}";

    private IReadOnlyList<string> Texts(string name) => [.. Json[name]?.AsArray().Select(text => $"{text}") ?? []];
}
