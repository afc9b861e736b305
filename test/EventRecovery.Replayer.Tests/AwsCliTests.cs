using EventRecovery.Replayer.Tests.Stack;
using EventRecovery.Testing.Processes;

namespace EventRecovery.Replayer.Tests;

public sealed class AwsCliTests(Emulators emulators) : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("aws-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_real_aws_cli_starts_polls_and_cancels_a_replay()
    {
        await using var replayer = await Deployment.StartAsync(emulators);
        await replayer.Source.PutAsync(200);
        // Started for workers, none of which has come when it is cancelled.
        var request = replayer.Request();
        request["action"] = "dispatch";

        var started = await InvokeAsync(replayer, request.ToJsonString());
        var polled = await InvokeAsync(replayer, """{"action":"status","runId":"pricing-bug"}""");
        var cancelled = await InvokeAsync(replayer, """{"action":"cancel","runId":"pricing-bug"}""");
        var resumed = await InvokeAsync(replayer, """{"runId":"pricing-bug"}""");

        started.State.ShouldBe("running", $"{started}");
        polled.State.ShouldBe("running", $"{polled}");
        cancelled.State.ShouldBe("cancelled", $"{cancelled}");
        resumed.State.ShouldBe("cancelled", $"{resumed}");
    }

    public void Dispose() => folder.Delete(recursive: true);

    private async Task<Answer> InvokeAsync(Deployment replayer, string payload)
    {
        var file = Path.Combine(folder.FullName, "answer.json");
        // As bytes of a file, since the two major versions of the CLI take a payload on the command line differently.
        var question = Path.Combine(folder.FullName, "request.json");
        await File.WriteAllTextAsync(question, payload, Token);
        string[] arguments =
        [
            "lambda",
            "invoke",
            "--endpoint-url",
            $"{replayer.Host.Url}",
            "--function-name",
            Deployment.Function,
            "--payload",
            $"fileb://{question}",
            file,
        ];
        var (exitCode, output) = await AwsCli.RunAsync(arguments, Token);
        exitCode.ShouldBe(0, output);
        return Answer.Parse(await File.ReadAllTextAsync(file, Token));
    }
}
