using System.ComponentModel;
using System.Diagnostics;

namespace EventRecovery.Local.Tests.Lambdas;

public sealed class AwsCliTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_real_aws_cli_invokes_a_function()
    {
        await using var mischief = await MischiefHost.StartAsync(token: Token);
        var answer = Path.GetTempFileName();
        try
        {
            var (exitCode, output) = await RunAwsAsync([
                "lambda",
                "invoke",
                "--endpoint-url",
                mischief.Host.Url.ToString(),
                "--function-name",
                "mischief",
                answer,
            ]);

            exitCode.ShouldBe(0, output);
            output.ShouldContain("\"StatusCode\": 200");
            (await File.ReadAllTextAsync(answer, Token)).ShouldContain("\"echo\":{}");
        }
        finally
        {
            File.Delete(answer);
        }
    }

    [Fact]
    public async Task The_real_aws_cli_understands_an_error()
    {
        await using var mischief = await MischiefHost.StartAsync(token: Token);

        var (exitCode, output) = await RunAwsAsync([
            "lambda",
            "invoke",
            "--endpoint-url",
            mischief.Host.Url.ToString(),
            "--function-name",
            "nobody",
            Path.GetTempFileName(),
        ]);

        exitCode.ShouldNotBe(0);
        output.ShouldContain("(ResourceNotFoundException)");
        output.ShouldContain("Function not found: arn:aws:lambda:us-east-1:000000000000:function:nobody");
    }

    private static async Task<(int ExitCode, string Output)> RunAwsAsync(string[] arguments)
    {
        var start = new ProcessStartInfo("aws", arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["AWS_ACCESS_KEY_ID"] = "local",
                ["AWS_SECRET_ACCESS_KEY"] = "local",
                ["AWS_DEFAULT_REGION"] = "us-east-1",
                ["AWS_PAGER"] = "",
            },
        };
        using var aws = StartOrNull(start);
        Assert.SkipWhen(aws is null, "The AWS CLI is not installed.");
        aws.StandardInput.Close();
        var output = aws.StandardOutput.ReadToEndAsync(Token);
        var errors = await aws.StandardError.ReadToEndAsync(Token);
        await aws.WaitForExitAsync(Token);
        return (aws.ExitCode, await output + errors);
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
