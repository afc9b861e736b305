using System.Text.RegularExpressions;

namespace EventRecovery.Deployment.Tests.Runbook;

/// <summary>A command of the runbook.</summary>
/// <param name="Line">Its line in the file.</param>
/// <param name="Words">As the shell would split it.</param>
/// <param name="ExitCode">What it ends with.</param>
/// <param name="Sees">What its output has to say; null if the runbook does not tell.</param>
/// <param name="OnAws">Only AWS can answer it.</param>
internal sealed partial record RunbookCommand(int Line, string[] Words, int ExitCode, string? Sees, bool OnAws)
{
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
                yield return Parse(at + 1, lines[at], fence == "sh on-aws");
            }
        }
    }

    /// <summary>The one piece of JSON: the mapping that logs are read with.</summary>
    public static string Mapping() => Repository.Read("docs/RUNBOOK.md").Split("```json\n")[1].Split("\n```")[0];

    public override string ToString() => $"docs/RUNBOOK.md:{Line} {string.Join(' ', Words)}";

    private static RunbookCommand Parse(int line, string text, bool onAws)
    {
        var parts = Told().Match(text);
        return new RunbookCommand(
            line,
            [.. Word().Matches(parts.Groups["command"].Value).Select(word => word.Value.Trim('"'))],
            parts.Groups["wrong"].Success ? 1 : 0,
            parts.Groups["sees"] is { Success: true, Value: var sees } ? sees : null,
            onAws
        );
    }

    [GeneratedRegex(
        "^(?<command>.*?)( # (?<wrong>ends with 1, )?sees: (?<sees>.+))?$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Told();

    [GeneratedRegex("\"[^\"]*\"|[^ ]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
