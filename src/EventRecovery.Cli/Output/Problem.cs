namespace EventRecovery.Cli.Output;

/// <summary>What a person needs when something went wrong, in that order.</summary>
/// <param name="What">One line: what was wrong.</param>
internal sealed record Problem(string What)
{
    /// <summary>Each place where it is wrong, one line a place.</summary>
    public IReadOnlyList<string> Where { get; init; } = [];

    /// <summary>What was kept, or that nothing was touched.</summary>
    public string? Kept { get; init; }

    /// <summary>What to do next.</summary>
    public string? Next { get; init; }
}
