using System.CommandLine;
using System.Globalization;

namespace EventRecovery.Cli.Commands;

internal static class OptionRanges
{
    /// <summary>Refuses numbers outside of a range.</summary>
    public static Option<T> Within<T>(this Option<T> option, int least, int most)
    {
        option.Validators.Add(result =>
        {
            if (
                result.Tokens is [{ Value: var text }]
                && int.TryParse(text, CultureInfo.InvariantCulture, out var value)
                && (value < least || value > most)
            )
            {
                result.AddError($"{option.Name} is {value}; write a number from {least} to {most}");
            }
        });
        return option;
    }
}
