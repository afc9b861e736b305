using System.Text.Json.Nodes;
using EventRecovery.Configuration;
using EventRecovery.Deployment.Tests.Stack;
using EventRecovery.Deployment.Tests.Templates;

namespace EventRecovery.Deployment.Tests.Permissions;

/// <summary>The roles of template.yaml, held against what the real functions ask of AWS.</summary>
public sealed class PermissionTests(LocalDeployment deployment)
{
    private static readonly IReadOnlyList<Grant> Grants = Grant.Of(Scenario.Plain.FromTemplate());

    [Fact]
    public async Task What_the_functions_ask_is_what_their_roles_allow_and_nothing_else()
    {
        await UseEverythingAsync();

        var calls = deployment.Recorder.Calls;
        calls.Select(call => call.Function).Distinct().Count().ShouldBe(2);
        calls
            .Where(call =>
                !Grants.Any(grant => grant.Role == RoleOf(call.Function) && grant.Allows(call.Action, call.Resource))
            )
            .ShouldBeEmpty("asked for, and not granted");
        Grants
            .Where(grant =>
                !calls.Any(call => grant.Role == RoleOf(call.Function) && grant.Allows(call.Action, call.Resource))
            )
            .Where(grant => !IsException(grant))
            .Select(grant => $"{grant}")
            .ShouldBeEmpty("granted, and not asked for");
    }

    [Fact]
    public void Every_exception_is_still_needed() =>
        Exceptions
            .UsedByServices.Where(exception =>
                !Grants.Any(grant => grant.Role == exception.Role && grant.Sid == exception.Sid)
            )
            .ShouldBeEmpty();

    [Fact]
    public void No_role_allows_every_action_of_a_service() =>
        Grants.Where(grant => grant.Action.Contains('*', StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void No_role_allows_every_resource_where_one_can_be_named() =>
        Grants
            .Where(grant => grant.Resource == "*")
            .Select(grant => grant.Action)
            .Distinct()
            .ShouldBe(Exceptions.WithoutResource.Select(exception => exception.Action), ignoreOrder: true);

    [Fact]
    public void The_state_machine_invokes_the_one_function_that_its_role_allows()
    {
        var stack = Scenario.Plain.FromTemplate();
        var machine = stack.Of("AWS::StepFunctions::StateMachine").Single();
        var definition = $"{machine["DefinitionString"]}";

        Grants.Where(grant => grant.Action == "lambda:InvokeFunction").ShouldHaveSingleItem();
        Grants
            .Single(grant => grant.Action == "lambda:InvokeFunction")
            .Resource.ShouldBe($"{machine["DefinitionSubstitutions.ReplayerFunctionArn"]}");
        definition
            .Split("\"Resource\": \"")[1..]
            .Select(rest => rest[..rest.IndexOf('"', StringComparison.Ordinal)])
            .Distinct()
            .ShouldBe(["arn:aws:states:::lambda:invoke"]);
    }

    private static bool IsException(Grant grant) =>
        Exceptions.UsedByServices.Any(exception => exception.Role == grant.Role && exception.Sid == grant.Sid)
        || Exceptions.UsedElsewhere.Any(exception =>
            exception.Role == grant.Role && grant.Resource.EndsWith(exception.Resource, StringComparison.Ordinal)
        );

    private static string RoleOf(string function) => function[(StackNames.Default.Length + 1)..];

    /// <summary>Every kind of event through the Reprocessor, and every action of the Replayer.</summary>
    private async Task UseEverythingAsync()
    {
        var from = LocalDeployment.StreamTime.AddSeconds(-5);
        var streams = deployment.Local.Options.Streams;
        await deployment.PutAsync(streams.Error.Value, LocalDeployment.EventsOfEveryKind("reported"));
        await deployment.PutAsync(streams.Source.Value, LocalDeployment.EventsOfEveryKind("silent"));
        await deployment.DrainAsync();

        JsonObject Request(string run) =>
            new()
            {
                ["runId"] = run,
                ["stream"] = streams.Source.Value,
                ["from"] = $"{from.UtcDateTime:O}",
                ["to"] = $"{LocalDeployment.StreamTime.AddSeconds(5).UtcDateTime:O}",
                ["version"] = "rate-adjustment/1",
            };

        var plan = Request("permissions-plan");
        plan["mode"] = "plan";
        $"{(await deployment.InvokeReplayerAsync(plan))["state"]}".ShouldBe("planned");
        var request = Request("permissions");
        var answer = await deployment.InvokeReplayerAsync(request);
        for (var again = 0; again < 10 && $"{answer["state"]}" == "continues"; again++)
        {
            answer = await deployment.InvokeReplayerAsync(request);
        }

        $"{answer["state"]}".ShouldBe("complete", answer.ToJsonString());
        await UseInputsAsync(Request);
        await StopHalfWayAsync(Request);
        foreach (var action in new[] { "status", "verify", "cancel" })
        {
            await deployment.InvokeReplayerAsync(new JsonObject { ["runId"] = "permissions", ["action"] = action });
        }

        deployment.Recorder.Objects.ShouldContain(key => key.Contains("/oversized/", StringComparison.Ordinal));
        deployment.Recorder.Objects.ShouldContain(key => key.Contains("/parked/", StringComparison.Ordinal));
    }

    /// <summary>Findings, baselines and archives that are not there are asked for like those that are.</summary>
    private async Task UseInputsAsync(Func<string, JsonObject> request)
    {
        var selective = request("permissions-only");
        selective["only"] = "findings/none.jsonl";
        await deployment.InvokeReplayerAsync(selective);
        var trial = request("permissions-trial");
        (trial["mode"], trial["baseline"]) = ("trial", "baselines/none.jsonl");
        await deployment.InvokeReplayerAsync(trial);
        var archived = request("permissions-archive");
        archived["archive"] = "archive/none";
        await deployment.InvokeReplayerAsync(archived);
    }

    /// <summary>Stopped by its limit, and taken up.</summary>
    private async Task StopHalfWayAsync(Func<string, JsonObject> request)
    {
        var limited = request("permissions-limited");
        limited["limits"] = new JsonObject { ["maxWriteUnits"] = 5 };
        await deployment.InvokeReplayerAsync(limited);
        limited["limits"] = new JsonObject { ["maxWriteUnits"] = 100_000 };
        await deployment.InvokeReplayerAsync(limited);
    }
}
