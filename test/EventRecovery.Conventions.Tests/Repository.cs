namespace EventRecovery.Conventions.Tests;

/// <summary>The files of this repository as a clone holds them: without what builds and installations add.</summary>
internal static class Repository
{
    private static readonly string[] Generated =
    [
        "bin",
        "obj",
        ".git",
        "node_modules",
        "TestResults",
        "artifacts",
        "cdk.out",
        ".aws-sam",
        ".vs",
        ".idea",
        ".recover",
        "BenchmarkDotNet.Artifacts",
    ];

    public static string Root { get; } = FindRoot();

    /// <summary>Paths from the root, with forward slashes, in order.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. FilesUnder(Root).Order(StringComparer.Ordinal)];

    public static IEnumerable<string> FilesThatEndIn(params string[] endings) =>
        Files.Where(file => endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)));

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    public static string[] ReadLines(string file) => File.ReadAllLines(Path.Combine(Root, file));

    private static IEnumerable<string> FilesUnder(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            yield return Path.GetRelativePath(Root, file).Replace('\\', '/');
        }

        foreach (var sub in Directory.EnumerateDirectories(folder))
        {
            if (!Generated.Contains(Path.GetFileName(sub)))
            {
                foreach (var file in FilesUnder(sub))
                {
                    yield return file;
                }
            }
        }
    }

    private static string FindRoot()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "EventRecovery.sln")))
        {
            at = at.Parent;
        }

        return at?.FullName ?? throw new InvalidOperationException("These tests run inside the repository.");
    }
}
