namespace EventRecovery.Local.Lambdas;

/// <summary>A function as it is deployed: an executable that speaks the Lambda Runtime API, and its settings.</summary>
/// <param name="Name">The name callers use, as on AWS: letters, digits, <c>-</c> and <c>_</c>.</param>
/// <param name="Executable">The absolute path of a program, or of a <c>.dll</c> that <c>dotnet</c> runs.</param>
public sealed record LambdaFunction(string Name, string Executable)
{
    /// <summary>Arguments of the program. Default: none.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The function's own variables. They win over the host's. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>How long one invocation may take. Default 60 seconds; AWS allows 1 second to 15 minutes.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long a new process may take until it asks for its first invocation. Default 60 seconds. AWS grants 10, on a machine that does
    /// nothing else.
    /// </summary>
    public TimeSpan InitTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>What the function is told it has; not enforced. Default 512 MB.</summary>
    public int MemoryMegabytes { get; init; } = 512;

    /// <summary>How many invocations may run at once; more are throttled. Default 10.</summary>
    public int MaxConcurrency { get; init; } = 10;
}
