using System.Text.Json.Serialization;
using Amazon.Lambda.KinesisEvents;

namespace EventRecovery.StandIns.Lambda;

[JsonSerializable(typeof(KinesisEvent))]
[JsonSerializable(typeof(StreamsEventResponse))]
[JsonSerializable(typeof(Sample))]
internal sealed partial class KinesisEventContext : JsonSerializerContext;

internal sealed record Sample
{
    public DateTime Time { get; init; }
    public byte[]? Bytes { get; init; }
    public string? Text { get; init; }
    public string? XAmzId2 { get; init; }
    public string? CamelOrNot { get; init; }
}
