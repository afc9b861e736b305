using System.ComponentModel;
using System.Globalization;
using EventRecovery.Local.Processes;

namespace EventRecovery.Local.Emulators;

/// <summary>The Node.js of this machine: found on the search path and new enough.</summary>
internal sealed record NodeJs(string Node, string Npm)
{
    /// <summary>What dynalite 4.0.0 asks for in its package.json.</summary>
    public const int MinimumMajorVersion = 20;

    private const string Remedy =
        "The local stack needs Node.js 20 or newer with npm: install it from nodejs.org and try again.";

    private static readonly TimeSpan VersionTimeout = TimeSpan.FromSeconds(30);

    /// <exception cref="LocalStackException">Node.js or npm is missing, does not run, or is too old.</exception>
    public static async Task<NodeJs> FindAsync(EmulatorOptions options, CancellationToken cancellationToken)
    {
        var node = FindProgram(options.SearchPath, OperatingSystem.IsWindows() ? "node.exe" : "node");
        var npm = FindProgram(options.SearchPath, OperatingSystem.IsWindows() ? "npm.cmd" : "npm");
        if (node is null || npm is null)
        {
            throw new LocalStackException($"{(node is null ? "Node.js" : "npm")} was not found. {Remedy}");
        }

        var answer = await AskVersionAsync(node, options, cancellationToken);
        if (MajorVersion(answer) is not { } major)
        {
            throw new LocalStackException($"{node} does not tell its version. {Remedy}");
        }

        if (major < MinimumMajorVersion)
        {
            throw new LocalStackException($"{node} is version {answer}, which is too old. {Remedy}");
        }

        return new NodeJs(node, npm);
    }

    /// <summary>20 for "v20.20.2"; null for anything else.</summary>
    internal static int? MajorVersion(string answer)
    {
        var dot = answer.IndexOf('.', StringComparison.Ordinal);
        return
            answer.StartsWith('v')
            && dot > 1
            && int.TryParse(answer[1..dot], NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            ? major
            : null;
    }

    private static string? FindProgram(string searchPath, string name) =>
        searchPath
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);

    private static async Task<string> AskVersionAsync(
        string node,
        EmulatorOptions options,
        CancellationToken cancellation
    )
    {
        var answer = "";
        try
        {
            var command = new ChildCommand(node, ["--version"]);
            await using var child = ChildProcess.Start(command, line => answer = line.Trim(), _ => { }, options.Time);
            await child.Exited.WaitAsync(VersionTimeout, options.Time, cancellation);
        }
        catch (Exception failure) when (failure is Win32Exception or TimeoutException)
        {
            throw new LocalStackException($"{node} does not run: {failure.Message}. {Remedy}", failure);
        }

        return answer;
    }
}
