using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EventRecovery.Deployment.Tests.Templates;

/// <summary>
/// What CloudFormation makes of a template: parameters and conditions applied, names and ARNs filled in, all scalars as strings, since
/// it takes 300 and "300" for the same.
/// </summary>
internal sealed partial class Evaluation
{
    public const string Account = "111122223333";
    public const string Region = "eu-west-1";

    private readonly JsonObject template;
    private readonly JsonObject resources;
    private readonly Dictionary<string, string> values;

    private Evaluation(JsonObject template, string stack, IReadOnlyDictionary<string, string> parameters)
    {
        this.template = template;
        resources = template["Resources"]!.AsObject();
        values = new Dictionary<string, string>
        {
            ["AWS::AccountId"] = Account,
            ["AWS::Region"] = Region,
            ["AWS::Partition"] = "aws",
            ["AWS::URLSuffix"] = "amazonaws.com",
            ["AWS::StackName"] = stack,
        };
        foreach (var (name, parameter) in template["Parameters"]?.AsObject() ?? [])
        {
            values[name] = parameters.TryGetValue(name, out var given) ? given : $"{parameter!["Default"]}";
        }
    }

    public static EvaluatedStack Of(
        JsonObject template,
        string stack,
        IReadOnlyDictionary<string, string>? parameters = null
    ) => new Evaluation(template, stack, parameters ?? new Dictionary<string, string>()).Evaluate();

    private EvaluatedStack Evaluate()
    {
        var made = resources.Where(resource => Holds($"{resource.Value!["Condition"]}")).ToList();
        return new EvaluatedStack(
            [
                .. made.Select(resource => new Deployed(
                    IdentityOf(resource.Key),
                    $"{resource.Value!["Type"]}",
                    PropertiesOf(resource.Key),
                    resource.Value["DeletionPolicy"]?.ToString()
                )),
            ],
            template["Outputs"]
                ?.AsObject()
                .ToDictionary(output => output.Key, output => $"{Value(output.Value!["Value"])}")
                ?? []
        );
    }

    private JsonObject PropertiesOf(string id) => Value(resources[id]!["Properties"])!.AsObject();

    private string TypeOf(string id) => $"{resources[id]!["Type"]}";

    private string? NameOf(string id) =>
        ResourceNames.PropertyOf(TypeOf(id)) is { } property
            ? Value(resources[id]!["Properties"]![property])?.ToString()
            : null;

    private string IdentityOf(string id) =>
        $"{TypeOf(id)} {NameOf(id) ?? (TypeOf(id) == "AWS::IAM::Role" ? resources[id]!["Properties"]!["Policies"]![0]!["PolicyName"]!.ToString() : "")}".TrimEnd();

    private bool Holds(string condition) =>
        condition.Length == 0 || IsTrue(template["Conditions"]![condition]!.AsObject());

    private bool IsTrue(JsonObject condition)
    {
        var (function, argument) = condition.Single();
        return function switch
        {
            "Fn::Equals" => $"{Value(argument![0])}" == $"{Value(argument[1])}",
            "Fn::Not" => !IsTrue(argument![0]!.AsObject()),
            "Fn::And" => argument!.AsArray().All(part => IsTrue(part!.AsObject())),
            "Fn::Or" => argument!.AsArray().Any(part => IsTrue(part!.AsObject())),
            "Condition" => Holds($"{argument}"),
            _ => throw new NotSupportedException(function),
        };
    }

    /// <summary>Null for what is left out.</summary>
    private JsonNode? Value(JsonNode? node) =>
        node switch
        {
            JsonObject { Count: 1 } call when Call(call.Single()) is (true, var result) => result,
            JsonObject map => new JsonObject(
                map.Select(member => KeyValuePair.Create(member.Key, Value(member.Value)))
                    .Where(member => member.Value is not null)
            ),
            JsonArray list => new JsonArray([.. list.Select(Value).Where(item => item is not null)]),
            null => null,
            JsonValue value when value.GetValueKind() is System.Text.Json.JsonValueKind.True => "true",
            JsonValue value when value.GetValueKind() is System.Text.Json.JsonValueKind.False => "false",
            _ => JsonValue.Create(node.ToString()),
        };

    private (bool IsCall, JsonNode? Result) Call(KeyValuePair<string, JsonNode?> call) =>
        call.Key switch
        {
            "Ref" => (true, Ref($"{call.Value}")),
            "Fn::GetAtt" => (true, Attribute($"{call.Value![0]}", $"{call.Value[1]}")),
            "Fn::If" => (true, Value(Holds($"{call.Value![0]}") ? call.Value[1] : call.Value[2])),
            "Fn::Join" => (
                true,
                string.Join($"{call.Value![0]}", call.Value[1]!.AsArray().Select(part => Value(part)?.ToString()))
            ),
            "Fn::Sub" => (true, Substitute(call.Value!)),
            _ => (false, null),
        };

    private JsonNode? Ref(string name) =>
        name == "AWS::NoValue" ? null
        : values.TryGetValue(name, out var value) ? value
        : ResourceNames.RefTo(TypeOf(name), NameOf(name), IdentityOf(name));

    private string Attribute(string id, string attribute) =>
        ResourceNames.AttributeOf(TypeOf(id), NameOf(id), IdentityOf(id), attribute);

    private string Substitute(JsonNode argument)
    {
        var text = argument is JsonArray withOwn ? $"{withOwn[0]}" : $"{argument}";
        var own = argument is JsonArray pair ? pair[1]!.AsObject() : [];
        return Placeholder()
            .Replace(
                text,
                match =>
                    match.Groups["name"].Value is var name && own.ContainsKey(name) ? $"{Value(own[name])}"
                    : name.Split('.', 2) is [var id, var attribute] ? Attribute(id, attribute)
                    : $"{Ref(name)}"
            );
    }

    [GeneratedRegex(@"\$\{(?<name>[A-Za-z0-9:.]+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}

/// <summary>All of a stack.</summary>
internal sealed record EvaluatedStack(IReadOnlyList<Deployed> Resources, IReadOnlyDictionary<string, string> Outputs)
{
    public IEnumerable<Deployed> Of(string type) => Resources.Where(resource => resource.Type == type);
}
