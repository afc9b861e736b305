using System.Reflection;

namespace EventRecovery.Deployment.Tests;

/// <summary>The files that a deployment is made of.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Debug or Release: what these tests were built in, and so what they start.</summary>
    public static string Configuration { get; } =
        typeof(Repository)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "Configuration")
            .Value!;

    public static string PathOf(string file) => Path.Combine(Root, file);

    public static string Read(string file) => File.ReadAllText(PathOf(file));

    private static string FindRoot()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "template.yaml")))
        {
            at = at.Parent;
        }

        return at?.FullName ?? throw new InvalidOperationException("These tests run inside the repository.");
    }
}
