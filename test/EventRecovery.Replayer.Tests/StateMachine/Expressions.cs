using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EventRecovery.Replayer.Tests.StateMachine;

/// <summary>
/// As much of the paths and intrinsic functions of the Amazon States Language as the replay's state machine uses; anything else throws.
/// <see href="https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html"/>
/// </summary>
internal static partial class Expressions
{
    /// <summary>A path, a context path or an intrinsic function.</summary>
    public static JsonNode? Evaluate(string expression, JsonNode? input, JsonNode? context) =>
        expression.StartsWith("States.", StringComparison.Ordinal) ? Call(expression, input, context)
        : expression.StartsWith('\'') ? Unquote(expression)
        : expression.StartsWith("$$", StringComparison.Ordinal) ? Find(expression[1..], context).Node
        : expression is "true" or "false" ? bool.Parse(expression)
        : Find(expression, input) is { Found: true, Node: var node } ? node
        : throw new StateFailure("States.ParameterPathFailure", $"There is nothing at {expression}.");

    public static bool IsPresent(string path, JsonNode? input) => Find(path, input).Found;

    private static (bool Found, JsonNode? Node) Find(string path, JsonNode? node)
    {
        if (FilterPath().Match(path) is { Success: true } filter)
        {
            var kept = node!
                .AsArray()
                .Where(item => (string?)item![filter.Groups["field"].Value] == filter.Groups["text"].Value)
                .Select(item => item![filter.Groups["result"].Value]!.DeepClone());
            return (true, new JsonArray([.. kept]));
        }

        foreach (Match step in Steps().Matches(path))
        {
            if (node is JsonArray array && int.TryParse(step.Groups["index"].Value, out var index))
            {
                if (index >= array.Count)
                {
                    return (false, null);
                }

                node = array[index];
            }
            else if (node is not JsonObject fields || !fields.TryGetPropertyValue(step.Groups["name"].Value, out node))
            {
                return (false, null);
            }
        }

        return (true, node?.DeepClone());
    }

    private static JsonNode? Call(string call, JsonNode? input, JsonNode? context)
    {
        var open = call.IndexOf('(', StringComparison.Ordinal);
        var arguments = Split(call[(open + 1)..^1]).Select(part => Evaluate(part, input, context)).ToList();
        return call[..open] switch
        {
            "States.StringToJson" => JsonNode.Parse((string)arguments[0]!),
            "States.JsonToString" => arguments[0]!.ToJsonString(),
            "States.JsonMerge" => Merge(arguments[0]!.AsObject(), arguments[1]!.AsObject()),
            "States.Format" => Format((string)arguments[0]!, arguments[1..]),
            var name => throw new NotSupportedException(name),
        };
    }

    private static JsonObject Merge(JsonObject first, JsonObject second)
    {
        var merged = first.DeepClone().AsObject();
        foreach (var (name, value) in second)
        {
            merged[name] = value?.DeepClone();
        }

        return merged;
    }

    private static string Format(string template, IEnumerable<JsonNode?> arguments)
    {
        var rest = new Queue<JsonNode?>(arguments);
        return Placeholder().Replace(template, _ => rest.Dequeue()!.ToString());
    }

    /// <summary>Splits arguments at their commas, but not within quotes or parentheses.</summary>
    private static IEnumerable<string> Split(string arguments)
    {
        var (start, depth, quoted) = (0, 0, false);
        for (var i = 0; i < arguments.Length; i++)
        {
            quoted ^= arguments[i] == '\'';
            depth +=
                quoted ? 0
                : arguments[i] == '(' ? 1
                : arguments[i] == ')' ? -1
                : 0;
            if (arguments[i] == ',' && depth == 0 && !quoted)
            {
                yield return arguments[start..i].Trim();
                start = i + 1;
            }
        }

        yield return arguments[start..].Trim();
    }

    private static string Unquote(string literal) => literal[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal);

    [GeneratedRegex(@"\.(?<name>\w+)|\[(?<index>\d+)\]", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Steps();

    [GeneratedRegex(
        @"^\$\[\?\(@\.(?<field>\w+) == '(?<text>\w+)'\)\]\.(?<result>\w+)$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex FilterPath();

    [GeneratedRegex(@"\{\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();
}
