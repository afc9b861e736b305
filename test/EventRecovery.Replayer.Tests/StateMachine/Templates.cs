using System.Text.Json.Nodes;

namespace EventRecovery.Replayer.Tests.StateMachine;

/// <summary>Payload templates, and where results go.</summary>
internal static class Templates
{
    /// <summary>Fields that end in ".$" are expressions.</summary>
    public static JsonNode Fill(JsonNode template, JsonNode input, JsonNode? context)
    {
        if (template is not JsonObject fields)
        {
            return template.DeepClone();
        }

        var filled = new JsonObject();
        foreach (var (name, value) in fields)
        {
            if (name.EndsWith(".$", StringComparison.Ordinal))
            {
                filled[name[..^2]] = Expressions.Evaluate((string)value!, input, context)?.DeepClone();
            }
            else
            {
                filled[name] = Fill(value!, input, context);
            }
        }

        return filled;
    }

    /// <param name="path">One field, such as <c>$.run</c>; null replaces everything.</param>
    public static JsonNode Put(JsonNode data, string? path, JsonNode result)
    {
        if (path is null)
        {
            return result;
        }

        var output = data.DeepClone();
        output[path["$.".Length..]] = result;
        return output;
    }
}
