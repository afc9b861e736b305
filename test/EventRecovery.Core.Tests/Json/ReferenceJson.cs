using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace EventRecovery.Json;

/// <summary>The same verdicts and canonical forms, from System.Text.Json: slow, allocating, and written by somebody else.</summary>
internal static class ReferenceJson
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <summary>The canonical form; null for what is not acceptable.</summary>
    public static byte[]? Canonical(byte[] text)
    {
        if (!Utf8.IsValid(text))
        {
            return null;
        }
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            var canonical = new StringBuilder();
            Write(document.RootElement, canonical);
            return Encoding.UTF8.GetBytes(canonical.ToString());
        }
        // A lone surrogate is an InvalidOperationException, a number out of range an ArgumentException of EcmaNumber.
        catch (Exception refused) when (refused is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private static void Write(JsonElement element, StringBuilder canonical)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                canonical.Append('{');
                string separator = "";
                foreach (var member in element.EnumerateObject().OrderBy(m => m.Name, StringComparer.Ordinal))
                {
                    canonical.Append(separator);
                    Text(member.Name, canonical);
                    canonical.Append(':');
                    Write(member.Value, canonical);
                    separator = ",";
                }
                canonical.Append('}');
                break;
            case JsonValueKind.Array:
                canonical.Append('[');
                int index = 0;
                foreach (var item in element.EnumerateArray())
                {
                    canonical.Append(index++ == 0 ? "" : ",");
                    Write(item, canonical);
                }
                canonical.Append(']');
                break;
            case JsonValueKind.String:
                Text(element.GetString()!, canonical);
                break;
            case JsonValueKind.Number:
                byte[] buffer = new byte[EcmaNumber.MaxLength];
                int length = EcmaNumber.Write(
                    double.Parse(element.GetRawText(), System.Globalization.CultureInfo.InvariantCulture),
                    buffer
                );
                canonical.Append(Encoding.UTF8.GetString(buffer, 0, length));
                break;
            default:
                canonical.Append(element.GetRawText());
                break;
        }
    }

    private static void Text(string text, StringBuilder canonical)
    {
        canonical.Append('"');
        foreach (char c in text)
        {
            int place = "\"\\\b\f\n\r\t".IndexOf(c, StringComparison.Ordinal);
            string written =
                place >= 0 ? "\\" + "\"\\bfnrt"[place]
                : c < ' ' ? $"\\u{(int)c:x4}"
                : c.ToString();
            canonical.Append(written);
        }
        canonical.Append('"');
    }
}
