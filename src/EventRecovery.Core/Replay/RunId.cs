using System.Diagnostics.CodeAnalysis;

namespace EventRecovery.Replay;

/// <summary>
/// The name of a run, chosen by whoever starts it: 1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-'. It is part of table keys, object
/// names and every event that the run recovers, so it is short and has no separators of those.
/// </summary>
public readonly record struct RunId
{
    /// <summary>The longest id, in characters.</summary>
    public const int MaxLength = 64;

    /// <exception cref="FormatException">The text is no run id.</exception>
    public RunId(string value)
    {
        if (!IsValid(value))
        {
            throw new FormatException($"\"{value}\" is no run id: {Rule}");
        }

        Value = value;
    }

    public string Value { get; }

    internal static string Rule => $"write 1 to {MaxLength} of A-Z, a-z, 0-9, '.', '_' and '-', e.g. pricing-bug";

    public static bool TryParse([NotNullWhen(true)] string? text, out RunId id)
    {
        id = IsValid(text) ? new RunId(text) : default;
        return id.Value is not null;
    }

    public override string ToString() => Value;

    private static bool IsValid([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= MaxLength }
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
}
