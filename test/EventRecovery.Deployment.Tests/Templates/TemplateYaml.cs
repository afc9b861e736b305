using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace EventRecovery.Deployment.Tests.Templates;

/// <summary>Reads a template as JSON: a short form such as <c>!Ref X</c> becomes the long one, and every scalar a string.</summary>
internal static class TemplateYaml
{
    public static JsonObject Read(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return Convert(stream.Documents[0].RootNode)!.AsObject();
    }

    private static JsonNode? Convert(YamlNode node)
    {
        JsonNode? value = node switch
        {
            YamlMappingNode map => new JsonObject(
                map.Children.Select(child =>
                    KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, Convert(child.Value))
                )
            ),
            YamlSequenceNode list => new JsonArray([.. list.Children.Select(Convert)]),
            YamlScalarNode scalar => JsonValue.Create(scalar.Value),
            _ => throw new InvalidDataException($"What is {node.GetType().Name} at {node.Start}?"),
        };
        var tag = node.Tag.IsEmpty ? "" : node.Tag.Value;
        return tag.StartsWith('!') && tag.Length > 1 ? LongForm(tag[1..], value) : value;
    }

    private static JsonObject LongForm(string function, JsonNode? argument) =>
        function switch
        {
            "Ref" or "Condition" => new JsonObject { [function] = argument },
            "GetAtt" when argument is JsonValue dotted => new JsonObject
            {
                ["Fn::GetAtt"] = new JsonArray([
                    .. dotted.ToString().Split('.', 2).Select(part => (JsonNode)JsonValue.Create(part)),
                ]),
            },
            _ => new JsonObject { [$"Fn::{function}"] = argument },
        };
}
