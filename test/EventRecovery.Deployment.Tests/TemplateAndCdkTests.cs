using EventRecovery.Deployment.Tests.Templates;

namespace EventRecovery.Deployment.Tests;

public sealed class TemplateAndCdkTests(CdkApp cdk)
{
    public static TheoryData<string> Stacks => [Scenario.Plain.Stack, Scenario.Otherwise.Stack];

    [Theory]
    [MemberData(nameof(Stacks))]
    public async Task Both_make_the_same_resources(string stack)
    {
        var scenario = Scenario.Named(stack);

        Identities(await cdk.StackAsync(scenario)).ShouldBe(Identities(scenario.FromTemplate()));
    }

    [Theory]
    [MemberData(nameof(Stacks))]
    public async Task Each_resource_is_the_same_property_by_property(string stack)
    {
        var scenario = Scenario.Named(stack);
        var other = (await cdk.StackAsync(scenario)).Resources.ToDictionary(
            resource => resource.Identity,
            Comparable.Text
        );

        foreach (var resource in scenario.FromTemplate().Resources)
        {
            other[resource.Identity].ShouldBe(Comparable.Text(resource));
        }
    }

    [Theory]
    [MemberData(nameof(Stacks))]
    public async Task Both_tell_the_same_outputs(string stack)
    {
        var scenario = Scenario.Named(stack);

        (await cdk.StackAsync(scenario)).Outputs.ShouldBe(scenario.FromTemplate().Outputs, ignoreOrder: true);
    }

    [Fact]
    public void The_second_scenario_changes_every_parameter()
    {
        var template = TemplateYaml.Read(Repository.Read("template.yaml"));
        var unchanged = template["Parameters"]!
            .AsObject()
            .Where(parameter =>
                !Scenario.Otherwise.Parameters.TryGetValue(parameter.Key, out var value)
                || value == $"{parameter.Value!["Default"]}"
            );

        unchanged.Select(parameter => parameter.Key).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_difference_in_one_property_is_noticed()
    {
        var yaml = Repository.Read("template.yaml").Replace("Timeout: 300", "Timeout: 301", StringComparison.Ordinal);
        var changed = Evaluation.Of(SamExpansion.Expand(TemplateYaml.Read(yaml)), Scenario.Plain.Stack);
        var other = (await cdk.StackAsync(Scenario.Plain)).Resources.Select(Comparable.Text).ToHashSet();

        changed
            .Resources.Where(resource => !other.Contains(Comparable.Text(resource)))
            .Select(resource => resource.Identity)
            .ShouldBe(["AWS::Lambda::Function event-recovery-reprocessor"]);
    }

    private static string[] Identities(EvaluatedStack stack) =>
        [.. stack.Resources.Select(resource => resource.Identity).Order(StringComparer.Ordinal)];
}
