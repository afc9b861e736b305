using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventRecovery.Deployment.Tests.Templates;

/// <summary>Writes a resource so that two which AWS would not tell apart are the same text.</summary>
internal static class Comparable
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    // What the packer puts in, and what the tools put on by themselves.
    private static readonly string[] LeftOut = ["Code", "Tags"];

    // CloudFormation takes one string for a list of one.
    private static readonly string[] Lists = ["Action", "Resource"];

    private static readonly string[] Embedded = ["DashboardBody", "DefinitionString"];

    public static string Text(Deployed resource)
    {
        var properties = new JsonObject(
            resource
                .Properties.Where(property => !LeftOut.Contains(property.Key))
                .Select(property => KeyValuePair.Create(property.Key, property.Value?.DeepClone()))
        );
        return $"{resource.Identity} ({resource.DeletionPolicy ?? "goes with the stack"})\n"
            + Sorted(properties, "")!.ToJsonString(Indented);
    }

    private static JsonNode? Sorted(JsonNode? node, string name) =>
        node switch
        {
            JsonObject map => new JsonObject(
                map.OrderBy(member => member.Key, StringComparer.Ordinal)
                    .Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value, member.Key)))
            ),
            JsonArray list when Lists.Contains(name) => new JsonArray([
                .. list.Select(item => $"{item}").Order(StringComparer.Ordinal).Select(item => JsonValue.Create(item)),
            ]),
            JsonArray list => new JsonArray([.. list.Select(item => Sorted(item, ""))]),
            JsonValue value when Lists.Contains(name) => new JsonArray(JsonValue.Create($"{value}")),
            JsonValue value when Embedded.Contains(name) => Sorted(JsonNode.Parse($"{value}"), ""),
            _ => node?.DeepClone(),
        };
}
