using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;
using EventRecovery.Deployment.Tests.Templates;

namespace EventRecovery.Deployment.Tests;

public sealed class TranslatorTests
{
    private const int NotInstalled = 3;

    // Where the packer puts the definition, and what lies in the file.
    private static readonly string[] Definition = ["DefinitionS3Location", "DefinitionString"];

    [Fact]
    public async Task AWS_makes_of_the_template_what_these_tests_make_of_it()
    {
        var translated = Evaluation.Of(await TranslateAsync(), Scenario.Plain.Stack).Resources.Select(TextOf);

        translated.ShouldBe(Scenario.Plain.FromTemplate().Resources.Select(TextOf), ignoreOrder: true);
    }

    private static string TextOf(Deployed resource)
    {
        foreach (var property in Definition)
        {
            resource.Properties.Remove(property);
        }

        return Comparable.Text(resource);
    }

    private static async Task<JsonObject> TranslateAsync()
    {
        var start = new ProcessStartInfo(
            "python3",
            [Repository.PathOf(".ci/sam-translate"), Repository.PathOf("template.yaml")]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var python = StartOrNull(start);
        Assert.SkipWhen(python is null, "Python is not installed.");
        var token = TestContext.Current.CancellationToken;
        var errors = python.StandardError.ReadToEndAsync(token);
        var output = await python.StandardOutput.ReadToEndAsync(token);
        await python.WaitForExitAsync(token);
        Assert.SkipWhen(python.ExitCode == NotInstalled, "The SAM translator is not installed.");
        python.ExitCode.ShouldBe(0, await errors);
        return JsonNode.Parse(output)!.AsObject();
    }

    private static Process? StartOrNull(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
