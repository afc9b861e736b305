namespace EventRecovery.Configuration;

/// <summary>The environment does not say what a function needs to know. Nothing was read or written.</summary>
public sealed class SettingsException(IReadOnlyList<string> problems)
    : Exception(
        $"The configuration has {problems.Count} problem{(problems.Count == 1 ? "" : "s")}:\n"
            + string.Join('\n', problems.Select(problem => "  " + problem))
            + "\nNothing was read or written."
    )
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
