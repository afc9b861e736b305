using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace EventRecovery.Json;

/// <summary>A JSON Pointer (RFC 6901), such as <c>/data/price</c>, compiled to UTF-8. Keep it in a static field: it is compiled once.</summary>
public sealed class JsonPointer : IEquatable<JsonPointer>
{
    private readonly byte[][] _tokens;

    private JsonPointer(string text, byte[][] tokens)
    {
        Text = text;
        _tokens = tokens;
    }

    /// <summary>The whole document.</summary>
    public static JsonPointer Root { get; } = new("", []);

    /// <summary>The pointer as it was written.</summary>
    public string Text { get; }

    /// <summary>Names and array indexes from the root down, with ~0 and ~1 resolved.</summary>
    internal ReadOnlySpan<byte[]> Tokens => _tokens;

    /// <summary>Compiles a pointer.</summary>
    /// <exception cref="FormatException">It is not empty and does not begin with '/', or has a '~' without 0 or 1.</exception>
    public static implicit operator JsonPointer(string text) => Parse(text);

    /// <inheritdoc cref="op_Implicit(string)"/>
    public static JsonPointer Parse(string text) =>
        TryParse(text, out JsonPointer? pointer)
            ? pointer
            : throw new FormatException($"\"{text}\" is not a JSON Pointer; write for example /id or /data/price.");

    /// <summary>Compiles a pointer, or gives false where <see cref="Parse"/> throws.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out JsonPointer? pointer)
    {
        pointer = null;
        if (text is null || (text.Length > 0 && text[0] != '/') || !HasValidTildes(text))
        {
            return false;
        }
        byte[][] tokens = text.Length == 0 ? [] : [.. text[1..].Split('/').Select(Compile)];
        pointer = new JsonPointer(text, tokens);
        return true;
    }

    /// <summary>The pointer that leads through these names and indexes.</summary>
    public static JsonPointer Of(IEnumerable<string> names) =>
        Parse(string.Concat(names.Select(name => '/' + Escape(name))));

    /// <summary>Whether <paramref name="other"/> is this place or lies inside it.</summary>
    public bool Covers(JsonPointer other)
    {
        if (other._tokens.Length < _tokens.Length)
        {
            return false;
        }
        for (var i = 0; i < _tokens.Length; i++)
        {
            if (!_tokens[i].AsSpan().SequenceEqual(other._tokens[i]))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>An array index of RFC 6901: digits without a leading zero.</summary>
    internal static bool TryGetIndex(ReadOnlySpan<byte> token, out int index) =>
        int.TryParse(token, System.Globalization.NumberStyles.None, null, out index)
        && (token.Length == 1 || token[0] != (byte)'0');

    /// <inheritdoc />
    public bool Equals(JsonPointer? other) =>
        other is not null && string.Equals(Text, other.Text, StringComparison.Ordinal);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as JsonPointer);

    /// <inheritdoc />
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc />
    public override string ToString() => Text;

    private static string Escape(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static byte[] Compile(string token) =>
        Encoding.UTF8.GetBytes(
            token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)
        );

    private static bool HasValidTildes(string text)
    {
        for (var at = text.IndexOf('~'); at >= 0; at = text.IndexOf('~', at + 1))
        {
            if (at + 1 == text.Length || text[at + 1] is not ('0' or '1'))
            {
                return false;
            }
        }
        return true;
    }
}
