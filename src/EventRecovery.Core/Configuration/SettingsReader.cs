using System.Globalization;
using System.Numerics;
using System.Xml;
using EventRecovery.Json;

namespace EventRecovery.Configuration;

/// <summary>
/// Reads variables and collects what is wrong with them, so that a person mends all of it in one deployment. A value that is
/// wrong reads as its default; nobody sees it, since <see cref="ThrowIfWrong"/> follows.
/// </summary>
internal sealed class SettingsReader(Func<string, string?> variable)
{
    private readonly List<string> problems = [];

    public string? Optional(string name) => variable(name) is { Length: > 0 } value ? value : null;

    public string Required(string name) => Optional(name) ?? Wrong(name, "is not set, and is required", "");

    public int Integer(string name, int least, int most, int otherwise)
    {
        if (Optional(name) is not { } text)
        {
            return otherwise;
        }

        return
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value >= least
            && value <= most
            ? value
            : Wrong(name, $"is \"{text}\"; write a whole number from {least} to {most}", otherwise);
    }

    public int? PowerOfTwo(string name, int most)
    {
        if (Optional(name) is not { } text)
        {
            return null;
        }

        return
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value <= most
            && BitOperations.IsPow2(value)
            ? value
            : Wrong<int?>(name, $"is \"{text}\"; write a power of two from 1 to {most}", null);
    }

    public TimeSpan Duration(string name, TimeSpan least, TimeSpan most, TimeSpan otherwise)
    {
        if (Optional(name) is not { } text)
        {
            return otherwise;
        }

        try
        {
            var value = XmlConvert.ToTimeSpan(text);
            if (value >= least && value <= most)
            {
                return value;
            }
        }
        catch (FormatException)
        {
            // Reported below, like a value out of range.
        }

        var (from, to) = (XmlConvert.ToString(least), XmlConvert.ToString(most));
        return Wrong(name, $"is \"{text}\"; write an ISO 8601 duration from {from} to {to}", otherwise);
    }

    public IReadOnlyList<decimal> Decimals(string name, IReadOnlyList<decimal> otherwise)
    {
        if (Optional(name) is not { } text)
        {
            return otherwise;
        }

        var values = new List<decimal>();
        foreach (var part in text.Split(','))
        {
            const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
            if (!decimal.TryParse(part.Trim(), Plain, CultureInfo.InvariantCulture, out var value))
            {
                return Wrong(
                    name,
                    $"is \"{text}\"; write decimal numbers with commas between, such as 1.1,1.25",
                    otherwise
                );
            }

            values.Add(value);
        }

        return values;
    }

    public JsonPointer? Pointer(string name)
    {
        if (Optional(name) is not { } text)
        {
            return null;
        }

        return JsonPointer.TryParse(text, out var pointer)
            ? pointer
            : Wrong<JsonPointer?>(name, $"is \"{text}\"; write a JSON Pointer such as /detail/id", null);
    }

    public void ExactlyOne(string first, string second)
    {
        var (a, b) = (Optional(first), Optional(second));
        if (a is null == b is null)
        {
            problems.Add(
                a is null
                    ? $"{first} is not set, nor {second}; one is required"
                    : $"{first} and {second} are both set; choose one"
            );
        }
    }

    /// <summary>For what a caller checks itself.</summary>
    public T Reject<T>(string name, string what, T otherwise) => Wrong(name, what, otherwise);

    public void ThrowIfWrong()
    {
        if (problems.Count > 0)
        {
            throw new SettingsException(problems);
        }
    }

    private T Wrong<T>(string name, string what, T otherwise)
    {
        problems.Add($"{name} {what}");
        return otherwise;
    }
}
