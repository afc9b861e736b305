namespace EventRecovery.Local.Processes;

/// <summary>What to run: a program, its arguments, its working folder and its environment.</summary>
internal sealed record ChildCommand(string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>Null: that of this process.</summary>
    public string? WorkingFolder { get; init; }

    /// <summary>Added to the inherited environment; a null value removes the variable.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>False starts from an empty environment instead of this process's own.</summary>
    public bool InheritEnvironment { get; init; } = true;
}
