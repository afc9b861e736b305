using System.Text.Json.Nodes;

namespace EventRecovery.Replayer.Tests.StateMachine;

/// <summary>The rules of a Choice state.</summary>
internal static class Choice
{
    public static string Next(JsonObject state, JsonNode data) =>
        (string?)state["Choices"]!.AsArray().FirstOrDefault(rule => Holds(rule!, data))?["Next"]
        ?? (string)state["Default"]!;

    private static bool Holds(JsonNode rule, JsonNode data)
    {
        var variable = (string)rule["Variable"]!;
        if (rule["IsPresent"] is { } present)
        {
            return Expressions.IsPresent(variable, data) == (bool)present;
        }

        return (string?)Expressions.Evaluate(variable, data, null) == (string)rule["StringEquals"]!;
    }
}
