using System.Text.Json.Nodes;

namespace EventRecovery.Deployment.Tests.Templates;

/// <summary>
/// What AWS's translator makes of the serverless resources of template.yaml, as far as they go there. Where the translator is installed,
/// a test holds this against it.
/// </summary>
internal static class SamExpansion
{
    private static readonly string[] NotCopied =
    [
        "CodeUri",
        "Events",
        "DefinitionUri",
        "Logging",
        "Name",
        "Type",
        "Role",
        "Tracing",
    ];

    public static JsonObject Expand(JsonObject template)
    {
        var expanded = template.DeepClone().AsObject();
        var defaults = expanded["Globals"]?["Function"]?.AsObject() ?? [];
        var resources = new JsonObject();
        foreach (var (id, resource) in template["Resources"]!.AsObject())
        {
            foreach (var (newId, made) in Resource(id, resource!.DeepClone().AsObject(), defaults))
            {
                resources[newId] = made;
            }
        }

        expanded["Resources"] = resources;
        return expanded;
    }

    private static IEnumerable<(string Id, JsonObject Resource)> Resource(
        string id,
        JsonObject resource,
        JsonObject defaults
    )
    {
        var properties = resource["Properties"]!.AsObject();
        switch ($"{resource["Type"]}")
        {
            case "AWS::Serverless::Function":
                foreach (var (name, value) in defaults)
                {
                    properties.TryAdd(name, value?.DeepClone());
                }

                var condition = resource["Condition"];
                yield return (id, Under(condition, Function(properties)));
                foreach (var (name, source) in properties["Events"]?.AsObject() ?? [])
                {
                    yield return (id + name, Under(condition, Event(id, source!)));
                }

                break;
            case "AWS::Serverless::StateMachine":
                yield return (id, Machine(properties));
                break;
            default:
                yield return (id, resource);
                break;
        }
    }

    private static JsonObject Function(JsonObject from)
    {
        var to = Copied(from);
        to["Role"] = from["Role"]!.DeepClone();
        to["TracingConfig"] = new JsonObject { ["Mode"] = from["Tracing"]!.DeepClone() };
        return Made("AWS::Lambda::Function", to);
    }

    private static JsonObject Event(string function, JsonNode source)
    {
        var from = source["Properties"]!.AsObject();
        switch ($"{source["Type"]}")
        {
            case "Kinesis":
                var mapping = Copied(from);
                mapping.Remove("Stream");
                mapping["EventSourceArn"] = from["Stream"]!.DeepClone();
                mapping["FunctionName"] = new JsonObject { ["Ref"] = function };
                // It only tells the translator which permission a role of its own making needs.
                mapping["DestinationConfig"]?["OnFailure"]!.AsObject().Remove("Type");
                return Made("AWS::Lambda::EventSourceMapping", mapping);
            default:
                throw new NotSupportedException($"{source["Type"]}");
        }
    }

    private static JsonObject Machine(JsonObject from)
    {
        var to = Copied(from);
        to["StateMachineName"] = from["Name"]!.DeepClone();
        to["StateMachineType"] = from["Type"]!.DeepClone();
        to["RoleArn"] = from["Role"]!.DeepClone();
        to["LoggingConfiguration"] = from["Logging"]!.DeepClone();
        to["DefinitionString"] = Repository.Read($"{from["DefinitionUri"]}");
        return Made("AWS::StepFunctions::StateMachine", to);
    }

    private static JsonObject Copied(JsonObject from) =>
        new(
            from.Where(property => !NotCopied.Contains(property.Key))
                .Select(property => KeyValuePair.Create(property.Key, property.Value?.DeepClone()))
        );

    private static JsonObject Under(JsonNode? condition, JsonObject resource)
    {
        if (condition is not null)
        {
            resource["Condition"] = condition.DeepClone();
        }

        return resource;
    }

    private static JsonObject Made(string type, JsonObject properties) =>
        new() { ["Type"] = type, ["Properties"] = properties };
}
