using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace EventRecovery.Cli.Reports;

/// <summary>HTML under way. Every value that is put into it is encoded, whatever it is; only what is HTML already goes in as it is.</summary>
internal sealed class Html
{
    private readonly StringBuilder text = new();

    public Html Add([InterpolatedStringHandlerArgument("")] ref Handler handler)
    {
        _ = handler;
        return this;
    }

    public Html Add(Html inner)
    {
        text.Append(inner.text);
        return this;
    }

    public static Html Of(IEnumerable<Html> parts)
    {
        var all = new Html();
        foreach (var part in parts)
        {
            all.Add(part);
        }

        return all;
    }

    /// <summary>What is known to be HTML, such as a style sheet of ours.</summary>
    public static Html Raw(string html)
    {
        var raw = new Html();
        raw.text.Append(html);
        return raw;
    }

    public override string ToString() => text.ToString();

    /// <summary>Encodes as it is written.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Handler(int literalLength, int formattedCount, Html html)
    {
        private readonly StringBuilder text = html.text;

        public int Expected { get; } = literalLength + formattedCount;

        public void AppendLiteral(string literal) => text.Append(literal);

        public void AppendFormatted(Html inner) => text.Append(inner.text);

        public void AppendFormatted(string? value) => text.Append(HtmlEncoder.Default.Encode(value ?? ""));

        public void AppendFormatted<T>(T value, string? format = null)
            where T : notnull =>
            AppendFormatted(
                value is IFormattable number ? number.ToString(format, CultureInfo.InvariantCulture) : value.ToString()
            );
    }
}
