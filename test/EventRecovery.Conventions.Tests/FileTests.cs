using System.Text.RegularExpressions;

namespace EventRecovery.Conventions.Tests;

public sealed partial class FileTests
{
    private const int LongestFile = 350;

    [Fact]
    public void No_source_file_is_longer_than_350_lines() =>
        Repository
            .FilesThatEndIn(".cs")
            .Where(file => file.StartsWith("src/", StringComparison.Ordinal))
            .Select(file => (file, lines: Repository.ReadLines(file).Length))
            .Where(length => length.lines > LongestFile)
            .ShouldBeEmpty();

    [Fact]
    public void No_file_names_a_folder_of_one_machine() =>
        Text()
            .SelectMany(file => Repository.ReadLines(file).Select((line, at) => (place: $"{file}:{at + 1}", line)))
            .Where(line => MachinePath().IsMatch(line.line))
            .Select(line => line.place)
            .ShouldBeEmpty();

    [Fact]
    public void No_file_names_a_package_registry()
    {
        Repository
            .Files.Where(file => Path.GetFileName(file).ToUpperInvariant() is ".NPMRC" or "NUGET.CONFIG" or "PIP.CONF")
            .ShouldBeEmpty();
        Repository
            .FilesThatEndIn("package-lock.json", "packages.lock.json")
            .Where(file => Repository.Read(file).Contains("\"resolved\": \"http", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Every_project_has_its_lock_file_committed() =>
        Repository
            .FilesThatEndIn(".csproj")
            .Select(project => Path.GetDirectoryName(project)!.Replace('\\', '/') + "/packages.lock.json")
            .Except(Repository.Files)
            .ShouldBeEmpty();

    [Fact]
    public void The_solution_contains_every_project()
    {
        var solution = Repository.Read("EventRecovery.sln").Replace('\\', '/');
        Repository
            .FilesThatEndIn(".csproj")
            .Where(project => !solution.Contains($"\"{project}\"", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [Theory]
    [InlineData("EVENT_RECOVERY_", "src/EventRecovery.Core/Configuration/Variables.cs")]
    public void Names_that_others_depend_on_are_written_in_one_file(string prefix, string home) =>
        Repository
            .FilesThatEndIn(".cs")
            .Where(file => file.StartsWith("src/", StringComparison.Ordinal) && file != home)
            .Where(file => Repository.Read(file).Contains($"\"{prefix}", StringComparison.Ordinal))
            .ShouldBeEmpty($"Use the constants of {home}.");

    private static IEnumerable<string> Text() =>
        Repository
            .FilesThatEndIn(
                ".cs",
                ".csproj",
                ".props",
                ".targets",
                ".sln",
                ".json",
                ".md",
                ".js",
                ".yaml",
                ".yml",
                ".toml",
                ".txt"
            )
            .Concat(Repository.Files.Where(file => file.StartsWith(".ci/", StringComparison.Ordinal)));

    // A home folder, or a folder of a build machine: what is right on one machine only.
    [GeneratedRegex(
        @"(?<![\w.:/-])/(home|root|Users|work|mnt)/\w|\b[A-Z]:\\(Users|work)\\",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex MachinePath();
}
