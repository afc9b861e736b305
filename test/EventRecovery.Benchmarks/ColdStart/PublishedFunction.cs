using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace EventRecovery.Benchmarks.ColdStart;

/// <summary>The Reprocessor as <c>dotnet publish</c> makes it for this machine.</summary>
internal sealed record PublishedFunction(string Name, string Assembly, long ZippedBytes)
{
    public static async Task<PublishedFunction> CreateAsync(
        DirectoryInfo folder,
        bool readyToRun,
        CancellationToken cancellationToken
    )
    {
        var name = readyToRun ? "ready-to-run" : "plain";
        var output = Path.Combine(folder.FullName, name);
        await PublishAsync(output, readyToRun, cancellationToken);
        var zip = $"{output}.zip";
        await ZipFile.CreateFromDirectoryAsync(output, zip, cancellationToken);
        return new PublishedFunction(
            name,
            Path.Combine(output, "EventRecovery.Reprocessor.dll"),
            new FileInfo(zip).Length
        );
    }

    private static async Task PublishAsync(string output, bool readyToRun, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "publish",
            Path.Combine(Root(), "src", "EventRecovery.Reprocessor"),
            "--configuration",
            "Release",
            "--runtime",
            RuntimeInformation.RuntimeIdentifier,
            "--self-contained",
            "false",
            $"-p:PublishReadyToRun={readyToRun}",
            "--output",
            output,
        ];
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var publish = Process.Start(start)!;
        var text = await publish.StandardOutput.ReadToEndAsync(cancellationToken);
        await publish.WaitForExitAsync(cancellationToken);
        if (publish.ExitCode != 0)
        {
            throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} failed:\n{text}");
        }
    }

    private static string Root()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "EventRecovery.sln")))
        {
            at = at.Parent;
        }

        return at?.FullName ?? throw new InvalidOperationException("This runs inside the repository.");
    }
}
