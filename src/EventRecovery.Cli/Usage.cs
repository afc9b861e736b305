using System.CommandLine;
using System.CommandLine.Parsing;
using EventRecovery.Cli.Output;
using EventRecovery.Text;

namespace EventRecovery.Cli;

/// <summary>What is wrong with a command line, all of it at once.</summary>
internal static class Usage
{
    public static CommandException Wrong(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var mistakes = Mistakes(parsed, command).Distinct(StringComparer.Ordinal).ToArray();
        var help = $"See: {PathOf(command)} --help";
        var problem = mistakes is [var only]
            ? new Problem(only) { Next = help }
            : new Problem($"the command line has {mistakes.Length} problems") { Where = mistakes, Next = help };
        return new CommandException(ExitCode.CannotRun, problem);
    }

    public static CommandException Wrong(string what, string? next = null) =>
        new(ExitCode.CannotRun, new Problem(what) { Next = next });

    /// <summary>Refuses what looks like a mistyped option where a file is expected.</summary>
    public static Argument<FileInfo?> NoOption(this Argument<FileInfo?> argument)
    {
        argument.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: ['-', _, ..] mistyped }])
            {
                result.AddError(Unknown(mistyped, ((CommandResult)result.Parent!).Command));
            }
        });
        return argument;
    }

    private static IEnumerable<string> Mistakes(ParseResult parsed, Command command)
    {
        var unknown = parsed.UnmatchedTokens;
        if (unknown.Count == 0 && command.Subcommands.Count > 0)
        {
            return
            [
                $"{command.Name} needs a command: {string.Join(", ", command.Subcommands.Select(sub => sub.Name))}",
            ];
        }

        // The parser's own words for these do not say what would have been right.
        var others = parsed
            .Errors.Select(error => error.Message)
            .Where(message => !message.StartsWith("Unrecognized", StringComparison.Ordinal))
            .Where(message => !message.StartsWith("Required command", StringComparison.Ordinal));
        return [.. unknown.Select(word => Unknown(word, command)), .. others];
    }

    private static string Unknown(string word, Command command)
    {
        var isOption = word.StartsWith('-');
        var known = isOption
            ? command.Options.Concat(Ancestors(command).SelectMany(above => above.Options.Where(o => o.Recursive)))
            : (IEnumerable<Symbol>)command.Subcommands;
        var kind =
            isOption ? "an option"
            : command.Subcommands.Count > 0 ? "a command"
            : "expected here";
        var suggestion = Spelling.Closest(word, known.Select(symbol => symbol.Name));
        return $"{word} is not {kind}" + (suggestion is null ? "" : $"; did you mean {suggestion}?");
    }

    private static IEnumerable<Command> Ancestors(Command command) =>
        command.Parents.OfType<Command>().SelectMany(parent => Ancestors(parent).Prepend(parent));

    private static string PathOf(Command command) =>
        string.Join(' ', Ancestors(command).Reverse().Append(command).Select(part => part.Name));
}
