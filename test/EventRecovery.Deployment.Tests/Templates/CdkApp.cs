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
    private readonly Dictionary<string, Task<JsonObject>> templates = [];

    /// <summary>Starts them, and does not wait: tests that need no stack go on meanwhile.</summary>
    public ValueTask InitializeAsync()
    {
        foreach (var scenario in (Scenario[])[Scenario.Plain, Scenario.Otherwise])
        {
            templates.Add(scenario.Stack, SynthesiseAsync(scenario));
        }

        return ValueTask.CompletedTask;
    }

    internal async Task<EvaluatedStack> StackAsync(Scenario scenario) =>
        Evaluation.Of(await templates[scenario.Stack], scenario.Stack);

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

    public async ValueTask DisposeAsync()
    {
        await ((Task)Task.WhenAll(templates.Values)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        folder.Delete(recursive: true);
    }

    private async Task<JsonObject> SynthesiseAsync(Scenario scenario)
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
        return JsonNode.Parse(template)!.AsObject();
    }
}
