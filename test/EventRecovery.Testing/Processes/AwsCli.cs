using System.ComponentModel;
using System.Diagnostics;

namespace EventRecovery.Testing.Processes;

/// <summary>The real AWS CLI, where it is installed; a test that needs it is skipped where it is not.</summary>
public static class AwsCli
{
    public static async Task<(int ExitCode, string Output)> RunAsync(string[] arguments, CancellationToken token)
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
        var output = aws.StandardOutput.ReadToEndAsync(token);
        var errors = await aws.StandardError.ReadToEndAsync(token);
        await aws.WaitForExitAsync(token);
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
