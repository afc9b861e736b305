using System.Text.Json.Nodes;

namespace EventRecovery.Replayer.Tests.StateMachine;

/// <summary>Retriers and catchers.</summary>
internal static class Policies
{
    /// <summary>The first that names the error, or all of them.</summary>
    public static JsonNode? Find(JsonNode? policies, StateFailure failure) =>
        policies
            ?.AsArray()
            .FirstOrDefault(policy =>
                policy!["ErrorEquals"]!
                    .AsArray()
                    .Any(error => (string)error! == failure.Error || (string)error! == "States.ALL")
            );
}
