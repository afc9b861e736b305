using System.Text.Json.Nodes;

namespace EventRecovery.Deployment.Tests.Templates;

/// <summary>A resource as CloudFormation would make it, with everything that it refers to filled in.</summary>
/// <param name="Identity">Its type and name: the same in the template and in the CDK, where logical ids differ.</param>
internal sealed record Deployed(string Identity, string Type, JsonObject Properties, string? DeletionPolicy)
{
    public JsonNode? this[string path] =>
        path.Split('.').Aggregate((JsonNode?)Properties, (node, name) => node is JsonObject value ? value[name] : null);

    public override string ToString() => Identity;
}
