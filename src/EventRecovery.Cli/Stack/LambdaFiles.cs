namespace EventRecovery.Cli.Stack;

/// <summary>The functions' executables, which the build puts beside this program. The project file has the other end of these names.</summary>
internal static class LambdaFiles
{
    public static string Reprocessor { get; } = Of("reprocessor", "EventRecovery.Reprocessor.dll");

    public static string Replayer { get; } = Of("replayer", "EventRecovery.Replayer.dll");

    public static string Auditor { get; } = Of("auditor", "EventRecovery.Auditor.dll");

    private static string Of(string folder, string assembly) =>
        Path.Combine(AppContext.BaseDirectory, "lambdas", folder, assembly);
}
