using EventRecovery.Local.Emulators;

namespace EventRecovery.Local.Tests.Emulators;

public sealed class NodeJsTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("node-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("v20.20.2", 20)]
    [InlineData("v8.0.0", 8)]
    [InlineData("", null)]
    [InlineData("20.1.0", null)]
    [InlineData("vfoo.1", null)]
    public void A_version_answer_is_read(string answer, int? major) => NodeJs.MajorVersion(answer).ShouldBe(major);

    [Fact]
    public async Task A_missing_node_is_one_clear_line()
    {
        var failure = await ShouldNotStartAsync();

        failure.Message.ShouldStartWith("Node.js was not found.");
    }

    [Theory]
    [InlineData("echo v16.20.0", "is version v16.20.0, which is too old")]
    [InlineData("echo hello", "does not tell its version")]
    public async Task An_unsuitable_node_is_one_clear_line(string script, string reason)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The fake programs are shell scripts.");
        WriteProgram("node", script);
        WriteProgram("npm", "true");

        (await ShouldNotStartAsync()).Message.ShouldContain(reason);
    }

    [Fact]
    public async Task A_failing_npm_is_one_clear_line_and_leaves_no_half_installed_folder()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The fake programs are shell scripts.");
        WriteProgram("node", "echo v22.0.0");
        WriteProgram("npm", "echo no network >&2; exit 1");

        (await ShouldNotStartAsync()).Message.ShouldBe("npm could not install the emulators (exit code 1): no network");
        Directory.GetDirectories(Path.Combine(folder.FullName, "cache")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Processes_that_install_at_once_install_once()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The fake programs are shell scripts.");
        WriteProgram("node", "echo v22.0.0");
        WriteProgram("npm", $"echo once >> {folder.FullName}/calls; sleep 0.2; mkdir node_modules");
        var options = Options();
        var node = await NodeJs.FindAsync(options, Token);

        var folders = await Task.WhenAll(
            Enumerable
                .Range(0, 3)
                .Select(_ =>
                    new NpmPackages(
                        "the emulators",
                        Emulator.LauncherFolder,
                        options,
                        node,
                        SilentProgress.Instance
                    ).EnsureAsync(Token)
                )
        );

        folders.Distinct().ShouldHaveSingleItem();
        (await File.ReadAllLinesAsync(Path.Combine(folder.FullName, "calls"), Token)).ShouldHaveSingleItem();
        Directory.Exists(Path.Combine(folders[0], "node_modules")).ShouldBeTrue();
    }

    public void Dispose() => folder.Delete(recursive: true);

    private Task<LocalStackException> ShouldNotStartAsync() =>
        Should.ThrowAsync<LocalStackException>(() => EmulatorPair.StartAsync(Options(), cancellationToken: Token));

    private EmulatorOptions Options() =>
        new() { SearchPath = folder.FullName, CacheFolder = Path.Combine(folder.FullName, "cache") };

    private void WriteProgram(string name, string script)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
