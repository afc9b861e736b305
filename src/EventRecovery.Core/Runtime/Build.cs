using System.Reflection;

namespace EventRecovery.Runtime;

/// <summary>Which build this is.</summary>
public static class Build
{
    /// <summary>The version, and the commit where it is known: <c>0.1.0+632cb0a…</c>.</summary>
    public static string Version { get; } =
        typeof(Build).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? "unknown";
}
