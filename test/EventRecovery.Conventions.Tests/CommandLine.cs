using System.Text;

namespace EventRecovery.Conventions.Tests;

/// <summary>Splits a documented command line the way a POSIX shell does, as far as documents need it.</summary>
internal static class CommandLine
{
    private const string Program = "recover";
    private const string FromSource = "dotnet run --project src/EventRecovery.Cli -- ";

    /// <summary>The arguments of <c>recover</c> on a line of a document; null if the line runs something else.</summary>
    public static string[]? ArgumentsOf(string line)
    {
        var command = line.Trim();
        command = command.StartsWith("$ ", StringComparison.Ordinal) ? command[2..] : command;
        var start =
            command.StartsWith(FromSource, StringComparison.Ordinal) ? FromSource.Length
            : command == Program ? Program.Length
            : command.StartsWith(Program + " ", StringComparison.Ordinal) ? Program.Length + 1
            : -1;
        return start < 0
            ? null
            : [.. Words(command[start..]).TakeWhile(word => word is not ("|" or ">" or "<" or "#" or "&"))];
    }

    private static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        var inWord = false;
        var quote = '\0';
        foreach (var c in text)
        {
            if (quote == '\0' && char.IsWhiteSpace(c))
            {
                if (inWord)
                {
                    yield return word.ToString();
                }

                word.Clear();
                inWord = false;
            }
            else if (c == quote || (quote == '\0' && c is '\'' or '"'))
            {
                quote = quote == '\0' ? c : '\0';
                inWord = true;
            }
            else
            {
                word.Append(c);
                inWord = true;
            }
        }

        if (inWord)
        {
            yield return word.ToString();
        }
    }
}
