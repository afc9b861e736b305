using System.Buffers;
using System.Globalization;

namespace EventRecovery.Json;

internal ref partial struct JsonScanner
{
    // Above this length even a plain run of digits can exceed 1.8e308; below it only an exponent can.
    private const int LongestSafeNumber = 300;

    private static readonly SearchValues<byte> StringStops = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Select(control => (byte)control),
        (byte)'"',
        (byte)'\\',
    ]);

    private bool String(out bool hasEscapes)
    {
        hasEscapes = false;
        var open = _at++;
        while (true)
        {
            var run = _text[_at..].IndexOfAny(StringStops);
            if (run < 0)
            {
                _at = _text.Length;
                return Fail(JsonProblemKind.NotJson, $"the text ends inside the string that begins at byte {open},");
            }
            _at += run;
            switch (_text[_at])
            {
                case (byte)'"':
                    _at++;
                    return true;
                case (byte)'\\':
                    hasEscapes = true;
                    if (!Escape())
                    {
                        return false;
                    }
                    break;
                default:
                    return Fail(JsonProblemKind.NotJson, "an unescaped control character in a string");
            }
        }
    }

    private bool Escape()
    {
        var length = JsonEscape.Read(_text[_at..], out _, out var loneSurrogate);
        if (loneSurrogate)
        {
            return Fail(JsonProblemKind.LoneSurrogate, "an escaped lone surrogate");
        }
        _at += length;
        return length > 0 || Fail(JsonProblemKind.NotJson, "an escape that JSON does not have");
    }

    private bool Number()
    {
        var start = _at;
        Accept((byte)'-');
        if (!Accept((byte)'0') && !Digits())
        {
            return At((byte)'I') ? NonFinite() : Unexpected("where a number should have a digit");
        }
        if (Accept((byte)'.') && !Digits())
        {
            return Unexpected("where a fraction should have a digit");
        }
        var exponent = Accept((byte)'e') || Accept((byte)'E');
        if (exponent)
        {
            _ = Accept((byte)'+') || Accept((byte)'-');
            if (!Digits())
            {
                return Unexpected("where an exponent should have a digit");
            }
        }
        return (!exponent && _at - start <= LongestSafeNumber) || IsFinite(start);
    }

    private bool IsFinite(int start)
    {
        var value = double.Parse(_text[start.._at], NumberStyles.Float, CultureInfo.InvariantCulture);
        if (double.IsFinite(value))
        {
            return true;
        }
        _at = start;
        return Fail(JsonProblemKind.NumberOutOfRange, "a number too large for an IEEE 754 double");
    }

    private bool Digits()
    {
        var start = _at;
        while (_at < _text.Length && char.IsAsciiDigit((char)_text[_at]))
        {
            _at++;
        }
        return _at > start;
    }

    private bool Literal(ReadOnlySpan<byte> literal)
    {
        if (!_text[_at..].StartsWith(literal))
        {
            return NoValue();
        }
        _at += literal.Length;
        return true;
    }

    private bool NoValue()
    {
        ReadOnlySpan<byte> rest = _text[_at..];
        return rest.StartsWith("NaN"u8) || rest.StartsWith("Infinity"u8)
            ? NonFinite()
            : Unexpected("where a value should begin");
    }

    private bool NonFinite() => Fail(JsonProblemKind.NonFiniteNumber, "NaN or an infinity, which JSON does not have,");

    private bool Unexpected(string where)
    {
        var what =
            _at == _text.Length ? "the text ends"
            : At((byte)'/') ? "a comment, which JSON does not have,"
            : "an unexpected character";
        return Fail(JsonProblemKind.NotJson, $"{what} {where}");
    }

    private bool FailTooDeep() =>
        Fail(JsonProblemKind.TooDeep, $"an object or array nested deeper than the {maxDepth} levels accepted");

    private bool Fail(JsonProblemKind kind, string detail)
    {
        Problem = JsonProblem.At(kind, _text, _at, detail);
        return false;
    }

    private readonly bool At(byte expected) => _at < _text.Length && _text[_at] == expected;

    private bool Accept(byte expected)
    {
        if (!At(expected))
        {
            return false;
        }
        _at++;
        return true;
    }

    private void SkipWhitespace()
    {
        while (_at < _text.Length && _text[_at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            _at++;
        }
    }
}
