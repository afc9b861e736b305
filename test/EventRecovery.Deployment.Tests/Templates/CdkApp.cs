using System.Diagnostics;
using System.Text.Json.Nodes;
using EventRecovery.Deployment.Tests.Templates;

[assembly: AssemblyFixture(typeof(CdkApp))]

namespace EventRecovery.Deployment.Tests.Templates;

/// <summary>The CDK app, started as `cdk synth` starts it, once for each scenario: with Node.js and .NET, and nothing else.</summary>
public sealed class CdkApp : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cdk-");
    private readonly Dictionary<string, JsonObject> templates = [];

    public async ValueTask InitializeAsync()
    {
        Scenario[] scenarios = [Scenario.Plain, Scenario.Otherwise];
        foreach (var template in await Task.WhenAll(scenarios.Select(SynthesiseAsync)))
        {
            templates.Add(template.Stack, template.Template);
        }
    }

    internal EvaluatedStack Stack(Scenario scenario) => Evaluation.Of(templates[scenario.Stack], scenario.Stack);

    /// <summary>Runs the app to its end.</summary>
    private static async Task<(int ExitCode, string Output)> RunAsync(JsonObject context, string output)
    {
        var app = Repository.PathOf(
            $"cdk/EventRecovery.Cdk/bin/{Repository.Configuration}/net10.0/EventRecovery.Cdk.dll"
        );
        var start = new ProcessStartInfo("dotnet", [app])
        {
            UseShellExecute = false,
            WorkingDirectory = Repository.PathOf("cdk"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["CDK_OUTDIR"] = output, ["CDK_CONTEXT_JSON"] = context.ToJsonString() },
        };
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Limit);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            var text = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, text + await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task<(string Stack, JsonObject Template)> SynthesiseAsync(Scenario scenario)
    {
        var home = folder.CreateSubdirectory(scenario.Stack);
        foreach (var function in new[] { "reprocessor", "replayer", "auditor" })
        {
            await File.WriteAllTextAsync(
                Path.Combine(home.CreateSubdirectory(Path.Combine("code", function)).FullName, "function.dll"),
                function
            );
        }

        var context = new JsonObject(
            scenario.Parameters.Select(parameter =>
                KeyValuePair.Create(parameter.Key, (JsonNode?)JsonValue.Create(parameter.Value))
            )
        )
        {
            ["StackName"] = scenario.Stack,
            ["Code"] = Path.Combine(home.FullName, "code"),
        };
        var output = Path.Combine(home.FullName, "cdk.out");
        var (exitCode, text) = await RunAsync(context, output);
        exitCode.ShouldBe(0, text);
        var template = await File.ReadAllTextAsync(Path.Combine(output, $"{scenario.Stack}.template.json"));
        return (scenario.Stack, JsonNode.Parse(template)!.AsObject());
    }
}
