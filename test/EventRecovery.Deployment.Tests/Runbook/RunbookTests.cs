using System.Text.RegularExpressions;
using EventRecovery.Configuration;
using EventRecovery.Deployment.Tests.Templates;

namespace EventRecovery.Deployment.Tests.Runbook;

public sealed partial class RunbookTests
{
    private const string Place = "DAY/STREAM/SHARD/SEQUENCE";

    // What only AWS can answer: checked for its form.
    private static readonly string[] KnownOnAws =
    [
        "aws cloudwatch describe-alarms",
        "aws lambda invoke",
        "aws lambda list-event-source-mappings",
        "aws logs tail",
        "aws s3 cp",
        "aws s3 ls",
        "aws sqs receive-message",
    ];

    [Fact]
    public async Task Every_command_of_the_runbook_does_what_it_says_there()
    {
        await using var stack = await RunbookStack.StartAsync();
        stack.SetVariables();
        await stack.BreakAsync();
        var values = stack.Values(to: RunbookStack.StreamTime.AddSeconds(5));

        var otherwise = new List<string>();
        foreach (var command in RunbookCommand.Read().Where(command => !command.OnAws || IsUpload(command)))
        {
            if (IsUpload(command))
            {
                stack.Upload(values[command.Words[3]], command.Words[4]);
                continue;
            }

            if (command.Words.Contains(Place))
            {
                values[Place] = await stack.PlaceAsync("not-json");
            }

            var (exitCode, output) = await stack.RunAsync(
                command.Words[1..].Select(word => values.GetValueOrDefault(word, word))
            );
            if (exitCode != command.ExitCode || !output.Contains(Meant(command.Sees!), StringComparison.Ordinal))
            {
                otherwise.Add($"{command}\nends with {exitCode} and says:\n{output}");
            }
        }

        otherwise.ShouldBeEmpty();
        await ShouldBeRightAfterTheGraceAsync(stack, values);

        string Meant(string word) => values.GetValueOrDefault(word, word);
    }

    /// <summary>Those who replay at night verify like those who replay at once: without a grace, all of it came long after.</summary>
    private static async Task ShouldBeRightAfterTheGraceAsync(RunbookStack stack, Dictionary<string, string> values)
    {
        var verify = RunbookCommand
            .Read()
            .Last(command => command.Words is ["recover", "audit", ..] && command.ExitCode == 0);

        var (exitCode, output) = await stack.RunAsync([
            .. verify.Words[1..].Select(word => values.GetValueOrDefault(word, word)),
            "--grace",
            "0s",
        ]);

        exitCode.ShouldBe(0, output);
        output.ShouldContain("were recovered");
    }

    [Fact]
    public void Every_command_is_of_the_tool_and_says_what_one_should_see() =>
        RunbookCommand
            .Read()
            .Where(command => !command.OnAws && (command.Words[0] != "recover" || command.Sees is null))
            .ShouldBeEmpty();

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

    /// <summary>The one thing that the local stack does otherwise: what goes to the bucket there goes to a folder here.</summary>
    private static bool IsUpload(RunbookCommand command) => command.Words is ["aws", "s3", "cp", ..];

    [GeneratedRegex("^--[a-z]+(-[a-z]+)*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OptionName();

    [GeneratedRegex(
        @"Runbook: docs/RUNBOOK\.md#(?<section>[a-z-]+)$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Section();
}
