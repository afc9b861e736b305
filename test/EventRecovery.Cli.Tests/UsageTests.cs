using System.CommandLine;
using System.Text.Json;
using EventRecovery.Cli.Commands;
using EventRecovery.Cli.Runtime;

namespace EventRecovery.Cli.Tests;

public sealed class UsageTests
{
    public static TheoryData<string> Commands => [.. PathsOf(Root()).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_says_what_a_command_is_for(string command)
    {
        var cli = await Cli.RunAsync([.. command.Split(' ')[1..], "--help"]);

        cli.ExitCode.ShouldBe(ExitCode.Ok);
        cli.Output.ShouldMatchSnapshot($"help/{command.Replace(' ', '-')}");
    }

    [Theory]
    [InlineData("no-command")]
    [InlineData("misspelt-command", "hsah")]
    [InlineData("misspelt-option", "hash", "--cannonical")]
    [InlineData("several-mistakes", "hash", "a.json", "b.json", "--what")]
    [InlineData("contradiction", "hash", "--canonical", "--json")]
    public async Task Wrong_usage_is_answered_with_2_and_the_way_out(string name, params string[] arguments)
    {
        var cli = await Cli.RunAsync(arguments);

        cli.ExitCode.ShouldBe(ExitCode.CannotRun);
        cli.Transcript.ShouldMatchSnapshot($"usage-{name}");
    }

    [Fact]
    public async Task A_machine_gets_the_problem_as_its_one_object()
    {
        var cli = await Cli.RunAsync("hash", "no-such-file.json", "--json");

        var report = JsonDocument.Parse(cli.Output).RootElement;
        report.GetProperty("ok").GetBoolean().ShouldBeFalse();
        report.GetProperty("exitCode").GetInt32().ShouldBe(2);
        report.GetProperty("error").GetString().ShouldBe("there is no file no-such-file.json");
        cli.Error.ShouldStartWith("error: there is no file no-such-file.json");
    }

    private static Command Root() => RecoverCommand.Create(Surroundings.OfThisProcess());

    private static IEnumerable<string> PathsOf(Command command, string above = "")
    {
        var path = $"{above}{command.Name}";
        return command.Subcommands.SelectMany(below => PathsOf(below, path + " ")).Prepend(path);
    }
}
