using System.Text.RegularExpressions;
using EventRecovery.Configuration;
using EventRecovery.Deployment.Tests.Templates;

namespace EventRecovery.Deployment.Tests.Runbook;

public sealed partial class RunbookTests
{
    private const string Run = "pricing-bug";
    private const string SecondRun = "pricing-bug-2";

    // What only AWS can answer: checked for its form.
    private static readonly string[] KnownOnAws =
    [
        "aws cloudwatch describe-alarms",
        "aws kinesis increase-stream-retention-period",
        "aws lambda list-event-source-mappings",
        "aws logs tail",
        "aws s3 ls",
        "aws sqs receive-message",
    ];

    [Fact]
    public async Task Every_command_of_the_runbook_does_what_it_says_there()
    {
        await using var stack = await RunbookStack.StartAsync();
        stack.SetVariables();
        await stack.BreakAsync();
        var to = RunbookStack.StreamTime.AddSeconds(5);
        var audits = 0;

        foreach (var command in RunbookCommand.Read().Where(command => !command.OnAws))
        {
            command.Words[0].ShouldBe("recover", $"{command}");
            if (command.Words.Contains("AFTER"))
            {
                await ReplayWithTheNextEditionAsync(stack, to);
            }

            var values = new Dictionary<string, string>
            {
                ["STACK"] = StackNames.Default,
                ["FROM"] = Time(stack.From),
                ["TO"] = Time(to),
                ["RUN"] = Run,
                ["BEFORE"] = Run,
                ["AFTER"] = SecondRun,
            };
            if (command.Words.Contains("DAY/STREAM/SHARD/SEQUENCE"))
            {
                values["DAY/STREAM/SHARD/SEQUENCE"] = await stack.PlaceAsync("not-json");
            }

            var (exitCode, output) = await stack.RunAsync(
                command.Words[1..].Select(word => values.GetValueOrDefault(word, word))
            );

            var isFirstAudit = command.Words[1] == "audit" && audits++ == 0;
            exitCode.ShouldBe(isFirstAudit || command.Words[1] == "diff" ? 1 : 0, $"{command}\n{output}");
            command.Sees.ShouldNotBeNull($"{command}: say what one should see.");
            output.ShouldContain(values.GetValueOrDefault(command.Sees, command.Sees), Case.Sensitive, $"{command}");
        }

        audits.ShouldBe(2);
    }

    [Fact]
    public void What_only_AWS_can_answer_is_marked_and_well_formed()
    {
        var commands = RunbookCommand.Read().Where(command => command.OnAws).ToList();

        commands.ShouldNotBeEmpty();
        commands
            .Where(command =>
                !KnownOnAws.Contains(string.Join(' ', command.Words.Take(3)))
                || command.Words[3..].Any(word => word.StartsWith('-') && !OptionName().IsMatch(word))
            )
            .ShouldBeEmpty();
    }

    [Fact]
    public void Every_alarm_names_a_section_that_is_there()
    {
        var sections = Repository
            .Read("docs/RUNBOOK.md")
            .Split('\n')
            .Where(line => line.StartsWith('#'))
            .Select(line => line.TrimStart('#').Trim().ToLowerInvariant().Replace(' ', '-'))
            .ToHashSet();

        foreach (var alarm in Scenario.Plain.FromTemplate().Of("AWS::CloudWatch::Alarm"))
        {
            var named = Section().Match($"{alarm["AlarmDescription"]}");
            named.Success.ShouldBeTrue($"{alarm} names no section.");
            sections.ShouldContain(named.Groups["section"].Value, $"{alarm}");
        }
    }

    private static async Task ReplayWithTheNextEditionAsync(RunbookStack stack, DateTimeOffset to) =>
        await stack.RunAsync([
            "replay",
            "--run",
            SecondRun,
            "--stream",
            "event_stream",
            "--from",
            Time(stack.From),
            "--to",
            Time(to),
            "--version",
            "rate-adjustment/2",
        ]);

    private static string Time(DateTimeOffset time) => $"{time.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}";

    [GeneratedRegex("^--[a-z]+(-[a-z]+)*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OptionName();

    [GeneratedRegex(
        @"Runbook: docs/RUNBOOK\.md#(?<section>[a-z-]+)$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Section();
}
