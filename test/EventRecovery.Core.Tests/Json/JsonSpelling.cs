using System.Globalization;
using System.Text;

namespace EventRecovery.Json;

/// <summary>Spells a tree as JSON in one of the many ways there are, chosen by a seed: order, whitespace, escapes, number forms.</summary>
internal sealed class JsonSpelling(int seed)
{
    private readonly Random _random = new(seed);
    private readonly StringBuilder _text = new();

    public static byte[] Of(JsonTree tree, int seed)
    {
        var spelling = new JsonSpelling(seed);
        spelling.Write(tree);
        return Encoding.UTF8.GetBytes(spelling._text.ToString());
    }

    private void Write(JsonTree tree)
    {
        Space();
        switch (tree)
        {
            case JsonTree.Literal literal:
                _text.Append(literal.Word);
                break;
            case JsonTree.Number number:
                _text.Append(Number(number.Value));
                break;
            case JsonTree.Text text:
                Text(text.Value);
                break;
            case JsonTree.List list:
                Items('[', list.Items, Write, ']');
                break;
            case JsonTree.Map map:
                var shuffled = map.Members.ToArray();
                _random.Shuffle(shuffled);
                Items('{', shuffled, Member, '}');
                break;
            default:
                throw new NotSupportedException();
        }
        Space();
    }

    private void Items<T>(char open, IReadOnlyList<T> items, Action<T> write, char close)
    {
        _text.Append(open);
        Space();
        for (int i = 0; i < items.Count; i++)
        {
            _text.Append(i == 0 ? "" : ",");
            write(items[i]);
        }
        _text.Append(close);
    }

    private void Member(KeyValuePair<string, JsonTree> member)
    {
        Space();
        Text(member.Key);
        Space();
        _text.Append(':');
        Write(member.Value);
    }

    private string Number(double value)
    {
        string exact = value.ToString("R", CultureInfo.InvariantCulture);
        string rounded = value.ToString("E16", CultureInfo.InvariantCulture);
        bool plain = !exact.Contains('E', StringComparison.Ordinal);
        return _random.Next(4) switch
        {
            0 => rounded,
            1 => rounded.Replace('E', 'e').Replace("e+0", "e", StringComparison.Ordinal),
            2 when plain => exact + (exact.Contains('.', StringComparison.Ordinal) ? "00" : ".0"),
            3 when plain => exact + "e0",
            // .NET's shortest text of a power of two need not read back, so only what does is used.
            _ => double.Parse(exact, CultureInfo.InvariantCulture).Equals(value) ? exact : rounded,
        };
    }

    private void Text(string value)
    {
        _text.Append('"');
        foreach (var rune in value.EnumerateRunes())
        {
            _text.Append(_random.Next(5) == 0 ? Escaped(rune) : Short(rune));
        }
        _text.Append('"');
    }

    private string Short(Rune rune) =>
        rune.Value switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\n' => "\\n",
            '/' when _random.Next(2) == 0 => "\\/",
            < ' ' => Escaped(rune),
            _ => rune.ToString(),
        };

    private string Escaped(Rune rune)
    {
        string format = _random.Next(2) == 0 ? "x4" : "X4";
        return string.Concat(
            rune.ToString().Select(c => "\\u" + ((int)c).ToString(format, CultureInfo.InvariantCulture))
        );
    }

    private void Space() => _text.Append("  \n\t\r ".AsSpan(0, _random.Next(4) == 0 ? _random.Next(6) : 0));
}
