using System.Globalization;
using System.Text;
using EventRecovery.Events;
using EventRecovery.Json;
using EventRecovery.Text;

namespace EventRecovery.Replay.Requests;

/// <summary>
/// Reads the fields of one JSON object and collects what is wrong with them, so that a person mends all of it at once. A field
/// that is wrong reads as absent, and is not also reported as missing.
/// </summary>
internal sealed class FieldReader(JsonValue fields, string prefix, List<RequestProblem> problems)
{
    private const int LongestShown = 60;

    public bool Has(string field) => Find(field) is not null;

    public string? Text(string field)
    {
        if (Find(field) is not { } value)
        {
            return null;
        }

        return value.TryGetString(out var text) && text.Length > 0
            ? text
            : Wrong<string>(field, value, "is not a text", "write it in quotes");
    }

    public DateTimeOffset? Time(string field)
    {
        if (Find(field) is not { } value)
        {
            return null;
        }

        if (value.TryGetString(out var text) && Rfc3339.TryParse(Encoding.UTF8.GetBytes(text), out var time))
        {
            return time;
        }

        Wrong<string>(field, value, "is not a time", "write RFC 3339, e.g. 2026-11-22T08:00:00Z");
        return null;
    }

    public T? Choice<T>(string field, IReadOnlyDictionary<string, T> choices)
        where T : struct
    {
        if (Find(field) is not { } value)
        {
            return null;
        }

        if (value.TryGetString(out var text) && choices.TryGetValue(text, out var choice))
        {
            return choice;
        }

        var guess = Spelling.Closest(text, choices.Keys) is { } closest ? $"did you mean {closest}?" : null;
        Wrong<string>(field, value, "is not a choice", guess ?? $"write one of {string.Join(", ", choices.Keys)}");
        return null;
    }

    public decimal? Share(string field)
    {
        if (Find(field) is not { } value)
        {
            return null;
        }

        if (value.TryGetDecimal(out var share) && share is > 0 and <= 1)
        {
            return share;
        }

        Wrong<string>(field, value, "is not a share", "write a number above 0 and up to 1, e.g. 0.05 for 5 %");
        return null;
    }

    public long? Integer(string field, long most)
    {
        if (Find(field) is not { } value)
        {
            return null;
        }

        if (value.TryGetInt64(out var number) && number >= 1 && number <= most)
        {
            return number;
        }

        Wrong<string>(
            field,
            value,
            "is out of range",
            string.Create(CultureInfo.InvariantCulture, $"write a whole number from 1 to {most}")
        );
        return null;
    }

    /// <summary>A number that is not negative.</summary>
    public double? Number(string field, double most = double.MaxValue)
    {
        if (Find(field) is not { } value)
        {
            return null;
        }

        if (value.TryGetDouble(out var number) && number >= 0 && number <= most)
        {
            return number;
        }

        var range = most == 1 ? "from 0 to 1, e.g. 0.01 for 1 %" : "of 0 or more";
        Wrong<string>(field, value, "is not such a number", $"write a number {range}");
        return null;
    }

    public bool Flag(string field)
    {
        if (Find(field) is not { } value)
        {
            return false;
        }

        if (value.TryGetBoolean(out var flag))
        {
            return flag;
        }

        Wrong<string>(field, value, "is neither true nor false", "write true, or leave it out");
        return false;
    }

    /// <summary>The objects of an array.</summary>
    public IReadOnlyList<FieldReader> Objects(string field)
    {
        if (Find(field) is not { } value)
        {
            return [];
        }

        var all = new List<FieldReader>();
        for (var at = 0; value.TryGet(at, out var item); at++)
        {
            if (item.Kind != JsonKind.Object)
            {
                Wrong<string>(field, value, "is not an array of objects", "write [{ … }]");
                return [];
            }

            all.Add(new FieldReader(item, $"{prefix}{field}[{at}].", problems));
        }

        if (value.Kind != JsonKind.Array)
        {
            Wrong<string>(field, value, "is not an array of objects", "write [{ … }]");
        }

        return all;
    }

    public FieldReader? Object(string field)
    {
        if (Find(field) is not { } value)
        {
            return null;
        }

        return value.Kind == JsonKind.Object
            ? new FieldReader(value, $"{prefix}{field}.", problems)
            : Wrong<FieldReader>(field, value, "is not an object", "write { … }");
    }

    public void RefuseUnknown(IReadOnlyList<string> known)
    {
        foreach (var property in fields.EnumerateMembers())
        {
            var name = property.Name;
            if (!known.Contains(name))
            {
                var advice = Spelling.Closest(name, known) is { } closest
                    ? $"did you mean {closest}?"
                    : $"the fields are {string.Join(", ", known)}";
                problems.Add(new RequestProblem(prefix + Short(name), "is not a field", advice));
            }
        }
    }

    public void Missing(string field, string advice) =>
        problems.Add(new RequestProblem(prefix + field, "is missing", advice));

    public void Problem(string field, string wrong, string advice) =>
        problems.Add(new RequestProblem(prefix + field, wrong, advice));

    private JsonValue? Find(string field) =>
        fields.TryGet(Encoding.UTF8.GetBytes(field), out var value) && value.Kind != JsonKind.Null ? value : null;

    private T? Wrong<T>(string field, JsonValue value, string wrong, string advice)
        where T : class
    {
        problems.Add(new RequestProblem(prefix + field, $"{Short(value.ToString())} {wrong}", advice));
        return null;
    }

    private static string Short(string text) => text.Length <= LongestShown ? text : text[..LongestShown] + "…";
}
