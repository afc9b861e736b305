using System.Globalization;
using System.Text.RegularExpressions;

namespace Amazon.Lambda.RuntimeSupport.Logging;

/// <summary>"{0} of {1}" takes arguments by position, "{count} of {total}" in order; a format may follow a colon.</summary>
internal static partial class MessageTemplate
{
    public static string Fill(string template, object[] arguments)
    {
        if (string.IsNullOrEmpty(template) || arguments is not { Length: > 0 })
        {
            return template;
        }

        var next = 0;
        return Placeholder()
            .Replace(
                template,
                match =>
                {
                    var index = int.TryParse(
                        match.Groups["name"].ValueSpan,
                        CultureInfo.InvariantCulture,
                        out var given
                    )
                        ? given
                        : next++;
                    return index < arguments.Length
                        ? Text(arguments[index], match.Groups["format"].Value)
                        : match.Value;
                }
            );
    }

    private static string Text(object argument, string format) =>
        argument is IFormattable formattable
            ? formattable.ToString(format, CultureInfo.InvariantCulture)
            : argument?.ToString() ?? "";

    [GeneratedRegex(
        @"\{@?(?<name>\w+)(:(?<format>[^{}]*))?\}",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Placeholder();
}
