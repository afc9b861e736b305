using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace EventRecovery.Recalculation;

/// <summary>The name and number of a recalculation, such as <c>rate-adjustment/2</c>. It is part of claim keys and of every recovered event.</summary>
public sealed record RecalculationVersion
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaxNameLength = 64;

    /// <summary>Names a version.</summary>
    /// <exception cref="FormatException">The name is not 1 to 64 of a-z, 0-9, '-', '_' and '.', or the number is not positive.</exception>
    public RecalculationVersion(string name, int number)
    {
        if (!IsName(name) || number < 1)
        {
            throw new FormatException($"\"{name}/{number}\" is no version. {Rule}");
        }
        Name = name;
        Number = number;
    }

    private static string Rule =>
        $"Write NAME/NUMBER, e.g. rate-adjustment/1: a name of 1 to {MaxNameLength} of a-z, 0-9, '-', '_' and '.', and a number from 1.";

    /// <summary>What is computed.</summary>
    public string Name { get; }

    /// <summary>Which edition of it, from 1. Raise it whenever a result may change.</summary>
    public int Number { get; }

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static RecalculationVersion Parse(string text) =>
        TryParse(text, out RecalculationVersion? version)
            ? version
            : throw new FormatException($"\"{text}\" is no version. {Rule}");

    /// <summary>Reads what <see cref="ToString"/> writes, or gives false.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out RecalculationVersion? version)
    {
        version = null;
        var slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        if (
            text is null
            || slash < 0
            || !IsName(text[..slash])
            || text.AsSpan(slash + 1) is ['0', ..]
            || !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        )
        {
            return false;
        }
        version = new RecalculationVersion(text[..slash], number);
        return true;
    }

    /// <summary><c>NAME/NUMBER</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}/{Number}");

    // '#' separates the parts of table keys and '/' those of object names, so neither may be in a name.
    private static bool IsName(string name) =>
        name.Length is > 0 and <= MaxNameLength
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or '.');
}
