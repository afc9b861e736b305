using System.Diagnostics;
using EventRecovery.Local;
using EventRecovery.Local.Emulators;

namespace EventRecovery.Replayer.Tests.StateMachine;

public sealed class DefinitionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_independent_validator_finds_nothing_wrong_with_the_state_machine()
    {
        var (exitCode, output) = await ValidateAsync(await ReplayMachine.DefinitionAsync());

        exitCode.ShouldBe(0, output);
    }

    [Fact]
    public async Task The_validator_would_notice_a_state_that_nobody_defines()
    {
        var definition = await ReplayMachine.DefinitionAsync();

        var (exitCode, output) = await ValidateAsync(
            definition.Replace("\"Next\": \"Verify\"", "\"Next\": \"Verity\"", StringComparison.Ordinal)
        );

        exitCode.ShouldNotBe(0);
        output.ShouldContain("Verity");
    }

    /// <summary>asl-validator, as npm installs it from the lock file beside these tests: once a machine, without running scripts.</summary>
    private static async Task<(int ExitCode, string Output)> ValidateAsync(string definition)
    {
        var options = new EmulatorOptions();
        var node = await NodeJs.FindAsync(options, Token);
        var source = Path.Combine(AppContext.BaseDirectory, "npm");
        var packages = new NpmPackages("the validator", source, options, node, SilentProgress.Instance);
        var program = Path.Combine(
            await packages.EnsureAsync(Token),
            "node_modules/asl-validator/dist/bin/asl-validator.js"
        );
        var start = new ProcessStartInfo(node.Node, [program, "--json-definition", definition])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(Token);
        var output = await process.StandardOutput.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        return (process.ExitCode, output + await errors);
    }
}
