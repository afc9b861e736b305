using System.CommandLine;
using System.Text.RegularExpressions;
using EventRecovery.Cli.Commands;
using EventRecovery.Cli.Runtime;

namespace EventRecovery.Conventions.Tests;

public sealed partial class DocumentTests
{
    public static TheoryData<string> Documents => [.. Repository.FilesThatEndIn(".md")];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_command_in_a_document_is_one_that_the_program_accepts(string document)
    {
        var wrong =
            from line in CodeLines(Repository.ReadLines(document))
            let arguments = CommandLine.ArgumentsOf(line)
            where arguments is not null
            let errors = Root().Parse(arguments).Errors
            where errors.Count > 0 && arguments.Length > 0
            select $"{line.Trim()}: {errors[0].Message}";

        wrong.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_command_named_in_a_sentence_exists(string document)
    {
        var unknown = InlineCommand()
            .Matches(Repository.Read(document))
            .Select(match => match.Groups["path"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(path => !Exists(Root(), path));

        unknown.Select(path => string.Join(' ', path)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_link_to_a_file_leads_somewhere(string document)
    {
        var folder = Path.GetDirectoryName(document)!;
        RelativeLink()
            .Matches(Repository.Read(document))
            .Select(match => match.Groups["target"].Value)
            .Where(target => !Path.Exists(Path.Combine(Repository.Root, folder, target)))
            .ShouldBeEmpty();
    }

    [Fact]
    public void The_README_shows_the_recalculation_that_a_test_runs()
    {
        var code = Repository.Read("test/EventRecovery.Conventions.Tests/Readme/Surcharge.cs");
        var shown = code[code.IndexOf("using", StringComparison.Ordinal)..].Trim();

        Repository.Read("README.md").ShouldContain(shown);
    }

    private static bool Exists(Command command, IEnumerable<string> path)
    {
        foreach (var name in path)
        {
            if (command.Subcommands.Count == 0)
            {
                return true; // What follows are values.
            }

            if (command.Subcommands.FirstOrDefault(sub => sub.Name == name) is not { } next)
            {
                return false;
            }

            command = next;
        }

        return true;
    }

    private static IEnumerable<string> CodeLines(string[] lines)
    {
        var inCode = false;
        foreach (var line in lines)
        {
            if (line.TrimStart().StartsWith("```", StringComparison.Ordinal))
            {
                inCode = !inCode;
            }
            else if (inCode)
            {
                yield return line;
            }
        }
    }

    private static Command Root() => RecoverCommand.Create(Surroundings.OfThisProcess());

    [GeneratedRegex(@"`recover(?<path>( [a-z]+)+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InlineCommand();

    [GeneratedRegex(
        @"\]\((?<target>(?!https?:|#|mailto:)[^)#\s]+)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex RelativeLink();
}
