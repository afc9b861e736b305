using System.Globalization;
using System.Security.Cryptography;
using EventRecovery.Local.Processes;

namespace EventRecovery.Local.Emulators;

/// <summary>
/// Installs npm packages once per lock file. Several processes may ask at once: one installs beside the final place and
/// renames when all is there, so that a half-installed folder is never used; the others wait for it.
/// </summary>
/// <param name="what">For messages: "the emulators".</param>
/// <param name="source">The folder that holds <c>package.json</c> and <c>package-lock.json</c>.</param>
internal sealed class NpmPackages(
    string what,
    string source,
    EmulatorOptions options,
    NodeJs node,
    IStackProgress progress
)
{
    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(100);

    /// <summary>Returns the folder that holds <c>node_modules</c>.</summary>
    /// <exception cref="LocalStackException">npm failed or took too long; the message carries its last words.</exception>
    public async Task<string> EnsureAsync(CancellationToken cancellationToken)
    {
        var folder = Path.Combine(options.CacheFolder, await LockHashAsync(cancellationToken));
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(options.CacheFolder);
            await progress.StepAsync(
                $"Installing {what} (once)",
                async () => await InstallAsync(folder, cancellationToken)
            );
        }

        return folder;
    }

    private async Task<string> LockHashAsync(CancellationToken cancellationToken)
    {
        var content = await File.ReadAllBytesAsync(Path.Combine(source, "package-lock.json"), cancellationToken);
        return Convert.ToHexStringLower(SHA256.HashData(content))[..16];
    }

    private async Task<string> InstallAsync(string folder, CancellationToken cancellationToken)
    {
        await using var turn = await TakeTurnAsync($"{folder}.lock", cancellationToken);
        if (Directory.Exists(folder))
        {
            return folder;
        }

        var draft = $"{folder}.{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}.tmp";
        DeleteFolder(draft);
        Directory.CreateDirectory(draft);
        try
        {
            foreach (var name in (string[])["package.json", "package-lock.json"])
            {
                File.Copy(Path.Combine(source, name), Path.Combine(draft, name));
            }

            await RunNpmAsync(draft, cancellationToken);
            Directory.Move(draft, folder);
            return folder;
        }
        finally
        {
            DeleteFolder(draft);
        }
    }

    private async Task<FileStream> TakeTurnAsync(string path, CancellationToken cancellationToken)
    {
        var began = options.Time.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (options.Time.GetElapsedTime(began) < options.InstallTimeout)
            {
                await Task.Delay(LockPoll, options.Time, cancellationToken);
            }
        }
    }

    // Without scripts: the two emulators keep everything in memory, so the native database that dynalite can use is never loaded.
    private async Task RunNpmAsync(string folder, CancellationToken cancellationToken)
    {
        string[] arguments = ["ci", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund", "--loglevel=error"];
        var command = new ChildCommand(node.Npm, arguments) { WorkingFolder = folder };
        var lastWords = new LastLines(5);
        await using var npm = ChildProcess.Start(command, _ => { }, lastWords.Add, options.Time);
        try
        {
            var exitCode = await npm.Exited.WaitAsync(options.InstallTimeout, options.Time, cancellationToken);
            if (exitCode != 0)
            {
                throw new LocalStackException($"npm could not install {what} (exit code {exitCode}): {lastWords}");
            }
        }
        catch (TimeoutException late)
        {
            npm.Kill();
            throw new LocalStackException($"npm did not finish within {options.InstallTimeout}: {lastWords}", late);
        }
    }

    private static void DeleteFolder(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
