using System.Text.Json;
using System.Text.Json.Serialization;
using EventRecovery.Replay;
using EventRecovery.Streams;

namespace EventRecovery.Versions;

/// <summary>
/// What a run's results are: how many, of what, and the hashes that prove them. It holds no time of its own, so a repeat writes the
/// same bytes.
/// </summary>
/// <param name="Version">The recalculation.</param>
/// <param name="Mode">Whether the run published what it computed.</param>
/// <param name="Target">The stream that its events go to.</param>
/// <param name="Code">The build that computed them.</param>
/// <param name="Shards">In the order in which their results are to be published: parents before children.</param>
/// <param name="Paths">Where the recalculation changes events; null where nobody noted it.</param>
public sealed record ResultManifest(
    string Run,
    string Stream,
    DateTimeOffset From,
    DateTimeOffset To,
    string Version,
    string Mode,
    string Target,
    string Code,
    long Events,
    long Parked,
    int Objects,
    long Bytes,
    string TotalHash,
    bool IsWhole,
    IReadOnlyList<ShardTally> Shards,
    IReadOnlyList<string>? Paths = null
)
{
    [JsonIgnore]
    public VersionScope Scope => new(new StreamName(Stream), new ReplayWindow(From, To));

    internal static ResultManifest Of(ReplayRun run, ResultKeeping keeping, IReadOnlyList<ShardTally> shards)
    {
        var definition = run.Definition;
        var sum = shards.Aggregate(default(ResultSum), (all, shard) => all + ResultSum.Parse(shard.TotalHash));
        return new ResultManifest(
            run.Id.Value,
            definition.Stream.Value,
            definition.Window.From,
            definition.Window.To,
            definition.Version.ToString(),
            definition.Mode.ToString().ToLowerInvariant(),
            keeping.Target.Value,
            keeping.Code,
            shards.Sum(shard => shard.Events),
            shards.Sum(shard => shard.Parked),
            shards.Sum(shard => shard.Objects),
            shards.Sum(shard => shard.Bytes),
            sum.ToString(),
            shards.All(shard => shard.IsWhole),
            shards,
            keeping.PathsOf(definition.Version)
        );
    }

    internal static byte[] Write(ResultManifest manifest) =>
        JsonSerializer.SerializeToUtf8Bytes(manifest, ResultJson.Default.ResultManifest);

    /// <exception cref="JsonException">It is none.</exception>
    internal static ResultManifest Read(byte[] json) =>
        JsonSerializer.Deserialize(json, ResultJson.Default.ResultManifest) is { } manifest
        && manifest.Shards.All(shard => shard is not null)
            ? manifest
            : throw new JsonException("It is no manifest.");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(ResultManifest))]
[JsonSerializable(typeof(ShardTally))]
internal sealed partial class ResultJson : JsonSerializerContext;
