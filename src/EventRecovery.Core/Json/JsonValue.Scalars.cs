using System.Globalization;
using System.Text;

namespace EventRecovery.Json;

public readonly partial struct JsonValue
{
    /// <summary>The text of a string with its escapes resolved.</summary>
    public bool TryGetString(out string value)
    {
        value = "";
        if (Kind != JsonKind.String)
        {
            return false;
        }
        value = Text16(Raw[1..^1]);
        return true;
    }

    /// <summary>A number exactly as a decimal. False for another kind, and for a number that a decimal can only approximate.</summary>
    public bool TryGetDecimal(out decimal value)
    {
        value = 0;
        return Kind == JsonKind.Number && ExactDecimal.TryParse(Raw, out value);
    }

    /// <summary>An integer without fraction or exponent that fits 64 bits.</summary>
    public bool TryGetInt64(out long value) =>
        long.TryParse(Raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    /// <summary>A number as the nearest double.</summary>
    public bool TryGetDouble(out double value)
    {
        value = 0;
        return Kind == JsonKind.Number
            && double.TryParse(Raw, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>true or false.</summary>
    public bool TryGetBoolean(out bool value)
    {
        value = Raw is [(byte)'t', ..];
        return Kind == JsonKind.Boolean;
    }

    /// <summary>The .NET string of what stands between the quotes.</summary>
    internal static string Text16(ReadOnlySpan<byte> written)
    {
        using var plain = new Unescaped(written, stackalloc byte[Unescaped.Scratch]);
        return Encoding.UTF8.GetString(plain.Utf8);
    }
}
