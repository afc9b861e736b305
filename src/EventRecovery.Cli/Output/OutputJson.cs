using System.Text.Json.Serialization;
using EventRecovery.Cli.Commands;

namespace EventRecovery.Cli.Output;

/// <summary>Every object that <c>--json</c> may print, serialized without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ProblemReport))]
[JsonSerializable(typeof(HashReport))]
internal sealed partial class OutputJson : JsonSerializerContext;
