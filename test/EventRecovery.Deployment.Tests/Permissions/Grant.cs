using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EventRecovery.Deployment.Tests.Templates;

namespace EventRecovery.Deployment.Tests.Permissions;

/// <summary>One action on one resource that a role allows.</summary>
internal sealed record Grant(string Role, string Sid, string Action, string Resource)
{
    /// <summary>All grants of the roles of a stack; a role goes by the name of its policy.</summary>
    public static IReadOnlyList<Grant> Of(EvaluatedStack stack) =>
        [
            .. from role in stack.Of("AWS::IAM::Role")
            from policy in role.Properties["Policies"]!.AsArray()
            from statement in policy!["PolicyDocument"]!["Statement"]!.AsArray()
            from action in Listed(statement![nameof(Action)])
            from resource in Listed(statement[nameof(Resource)])
            select new Grant($"{policy["PolicyName"]}", $"{statement[nameof(Sid)]}", action, resource),
        ];

    public bool Allows(string action, string resource) =>
        Action == action
        && Regex.IsMatch(
            resource,
            $"^{Regex.Escape(Resource).Replace(@"\*", ".*", StringComparison.Ordinal)}$",
            RegexOptions.None,
            TimeSpan.FromSeconds(1)
        );

    public override string ToString() => $"{Role}: {Action} on {Resource}";

    private static IEnumerable<string> Listed(JsonNode? node) =>
        node is JsonArray list ? list.Select(item => $"{item}") : [$"{node}"];
}
