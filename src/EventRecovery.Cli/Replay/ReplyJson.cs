using System.Text.Json.Serialization;

namespace EventRecovery.Cli.Replay;

/// <summary>The Replayer's answers, read without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReplayReply))]
[JsonSerializable(typeof(FunctionError))]
internal sealed partial class ReplyJson : JsonSerializerContext;
