namespace EventRecovery.Cli.Tests;

/// <summary>
/// Compares what people see with the text kept in <c>Snapshots</c>. Where it differs on purpose, run the tests once with the variable
/// <c>UPDATE_SNAPSHOTS=1</c> and read the change in the diff.
/// </summary>
internal static class Snapshot
{
    public static void ShouldMatchSnapshot(this string actual, string name)
    {
        var path = Path.Combine(Folder(), name + ".txt");
        var text = actual.ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        File.Exists(path).ShouldBeTrue($"There is no snapshot {name}. It would be:\n{text}");
        text.ShouldBe(File.ReadAllText(path), $"The snapshot {name} differs.");
    }

    // Found from the test's own output folder, because source paths in a deterministic build may be mapped.
    private static string Folder()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && at.GetFiles("*.csproj").Length == 0)
        {
            at = at.Parent;
        }

        return Path.Combine(at!.FullName, "Snapshots");
    }
}
