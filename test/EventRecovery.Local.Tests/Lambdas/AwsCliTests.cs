using EventRecovery.Testing.Processes;

namespace EventRecovery.Local.Tests.Lambdas;

public sealed class AwsCliTests : IDisposable
{
    private readonly string answer = Path.GetTempFileName();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_real_aws_cli_invokes_a_function()
    {
        await using var mischief = await MischiefHost.StartAsync(token: Token);

        var (exitCode, output) = await InvokeAsync(mischief, "mischief");

        exitCode.ShouldBe(0, output);
        output.ShouldContain("\"StatusCode\": 200");
        (await File.ReadAllTextAsync(answer, Token)).ShouldContain("\"echo\":{}");
    }

    [Fact]
    public async Task The_real_aws_cli_understands_an_error()
    {
        await using var mischief = await MischiefHost.StartAsync(token: Token);

        var (exitCode, output) = await InvokeAsync(mischief, "nobody");

        exitCode.ShouldNotBe(0);
        output.ShouldContain("(ResourceNotFoundException)");
        output.ShouldContain("Function not found: arn:aws:lambda:us-east-1:000000000000:function:nobody");
    }

    public void Dispose() => File.Delete(answer);

    private Task<(int ExitCode, string Output)> InvokeAsync(MischiefHost mischief, string name) =>
        AwsCli.RunAsync(
            ["lambda", "invoke", "--endpoint-url", $"{mischief.Host.Url}", "--function-name", name, answer],
            Token
        );
}
