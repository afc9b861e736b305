namespace EventRecovery.Deployment.Tests.Runbook;

/// <summary>A command of the runbook.</summary>
/// <param name="Line">Its line in the file.</param>
/// <param name="Words">As the shell would split it.</param>
/// <param name="Sees">What its output has to say; null if the runbook does not tell.</param>
/// <param name="OnAws">Only AWS can answer it.</param>
internal sealed record RunbookCommand(int Line, string[] Words, string? Sees, bool OnAws)
{
    private const string SeesMark = " # sees: ";

    /// <summary>All commands, in the order in which they stand.</summary>
    public static IEnumerable<RunbookCommand> Read()
    {
        string? fence = null;
        var lines = Repository.Read("docs/RUNBOOK.md").Split('\n');
        for (var at = 0; at < lines.Length; at++)
        {
            if (lines[at].StartsWith("```", StringComparison.Ordinal))
            {
                fence = fence is null ? lines[at][3..] : null;
            }
            else if (fence is "sh" or "sh on-aws" && lines[at].Length > 0)
            {
                var parts = lines[at].Split(SeesMark);
                yield return new RunbookCommand(
                    at + 1,
                    parts[0].Split(' ', StringSplitOptions.RemoveEmptyEntries),
                    parts.Length > 1 ? parts[1] : null,
                    fence == "sh on-aws"
                );
            }
        }
    }

    public override string ToString() => $"docs/RUNBOOK.md:{Line} {string.Join(' ', Words)}";
}
