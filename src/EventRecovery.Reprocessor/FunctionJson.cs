using System.Text.Json.Serialization;
using Amazon.Lambda.KinesisEvents;

namespace EventRecovery.Reprocessor;

/// <summary>What goes in and out, generated at compile time: nothing is reflected on at start.</summary>
[JsonSerializable(typeof(KinesisEvent))]
[JsonSerializable(typeof(StreamsEventResponse))]
internal sealed partial class FunctionJson : JsonSerializerContext;
