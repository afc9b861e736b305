using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using EventRecovery.Replay;

namespace EventRecovery.Versions;

/// <summary>
/// A published version of a window's results: the run that computed it, and, when it was published again later, as the how manieth
/// version of its window: <c>pricing-bug</c>, then <c>pricing-bug@3</c>. '@' is in no run id, so no run can have the name.
/// </summary>
/// <param name="Run">Whose results these are.</param>
/// <param name="Number">Null for the replay itself, which published its results while it ran.</param>
public readonly record struct VersionName(RunId Run, int? Number = null)
{
    public static VersionName Parse(string text) =>
        TryParse(text, out var name)
            ? name
            : throw new FormatException($"\"{text}\" is no version: write RUN, or RUN@NUMBER, e.g. pricing-bug@3");

    public static bool TryParse([NotNullWhen(true)] string? text, out VersionName name)
    {
        name = default;
        var at = text?.IndexOf('@', StringComparison.Ordinal) ?? -1;
        if (at < 0)
        {
            var isRun = RunId.TryParse(text, out var only);
            name = isRun ? new VersionName(only) : default;
            return isRun;
        }

        if (
            RunId.TryParse(text![..at], out var run)
            && int.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        )
        {
            name = new VersionName(run, number);
            return true;
        }

        return false;
    }

    public override string ToString() =>
        Number is { } number ? string.Create(CultureInfo.InvariantCulture, $"{Run}@{number}") : Run.ToString();
}
