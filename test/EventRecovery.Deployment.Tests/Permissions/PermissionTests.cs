using System.Text.Json.Nodes;
using EventRecovery.Archive;
using EventRecovery.Configuration;
using EventRecovery.Deployment.Tests.Stack;
using EventRecovery.Deployment.Tests.Templates;

namespace EventRecovery.Deployment.Tests.Permissions;

/// <summary>The roles of template.yaml, held against what the real functions ask of AWS.</summary>
public sealed class PermissionTests(LocalDeployment deployment)
{
    private static readonly IReadOnlyList<Grant> Grants = Grant.Of(Scenario.Full.FromTemplate());

    [Fact]
    public async Task What_the_functions_ask_is_what_their_roles_allow_and_nothing_else()
    {
        await UseEverythingAsync();

        var calls = deployment.Recorder.Calls;
        calls.Select(call => call.Function).Distinct().Count().ShouldBe(4);
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

        Invokes("replay").ShouldBe([$"{machine["DefinitionSubstitutions.ReplayerFunctionArn"]}"]);
        definition
            .Split("\"Resource\": \"")[1..]
            .Select(rest => rest[..rest.IndexOf('"', StringComparison.Ordinal)])
            .Distinct()
            .ShouldBe(["arn:aws:states:::lambda:invoke"]);
    }

    [Fact]
    public void The_schedule_invokes_the_one_function_that_its_role_allows()
    {
        var schedule = Scenario.Plain.FromTemplate().Of("AWS::Scheduler::Schedule").Single();

        Invokes("audit").ShouldBe([$"{schedule["Target.Arn"]}"]);
    }

    private static IEnumerable<string> Invokes(string role) =>
        Grants
            .Where(grant => grant.Role == role && grant.Action == "lambda:InvokeFunction")
            .Select(grant => grant.Resource);

    private static bool IsException(Grant grant) =>
        Exceptions.UsedByServices.Any(exception => exception.Role == grant.Role && exception.Sid == grant.Sid);

    private static string RoleOf(string function) => function[(StackNames.Default.Length + 1)..];

    /// <summary>Every kind of event through the Reprocessor and the archiver, every action of the Replayer, and an audit.</summary>
    private async Task UseEverythingAsync()
    {
        var streams = deployment.Local.Options.Streams;
        var from = LocalDeployment.StreamTime.AddSeconds(-5);
        await deployment.PutAsync(streams.Error.Value, LocalDeployment.EventsOfEveryKind("reported"));
        await deployment.PutAsync(streams.Source.Value, LocalDeployment.EventsOfEveryKind("silent"));
        await deployment.DrainAsync();
        var requests = new PermissionRequests(streams.Source.Value, from, to: LocalDeployment.StreamTime.AddSeconds(5));

        deployment.Recorder.Add(
            $"older-archive/{ArchiveLayout.PrefixOf("events", ArchiveLayout.HourOf(from))}first",
            LocalDeployment.EventsOfEveryKind("older")[0]
        );
        await Task.WhenAll(InterruptAsync(requests), ReplayAsync(requests));
        await AuditAsync(requests);

        var kept = deployment.Recorder.Objects;
        kept.ShouldContain(key => key.Contains("/oversized/", StringComparison.Ordinal));
        kept.ShouldContain(key => key.Contains("/parked/", StringComparison.Ordinal));
        kept.ShouldContain(key => key.Contains("/archive/", StringComparison.Ordinal));
    }

    private async Task ReplayAsync(PermissionRequests requests)
    {
        await InvokeUntilAsync("planned", requests.Plan());
        await InvokeUntilAsync("complete", requests.Replay("permissions"));
        foreach (var other in requests.WithOtherInputs())
        {
            await deployment.InvokeReplayerAsync(other);
        }

        foreach (var action in new[] { "status", "verify", "cancel" })
        {
            await deployment.InvokeReplayerAsync(new JsonObject { ["runId"] = "permissions", ["action"] = action });
        }
    }

    /// <summary>On a busy machine a service may not answer in time; nothing is lost then, and one asks again.</summary>
    private async Task InvokeUntilAsync(string state, JsonObject request)
    {
        var answer = await deployment.InvokeReplayerAsync(request);
        for (var again = 0; again < 10 && $"{answer["state"]}" == "continues"; again++)
        {
            answer = await deployment.InvokeReplayerAsync(request);
        }

        $"{answer["state"]}".ShouldBe(state, answer.ToJsonString());
    }

    /// <summary>Stopped by its limit amid an object of results, and taken up from its draft, while events keep coming.</summary>
    private async Task InterruptAsync(PermissionRequests requests)
    {
        using var enough = new CancellationTokenSource();
        var putting = deployment.KeepPuttingAsync(enough.Token);
        for (var units = 12; units < 400 && !deployment.Recorder.Calls.Any(IsDraftRead); units += 12)
        {
            await deployment.InvokeReplayerAsync(requests.Waiting("permissions-waiting", units));
        }

        await enough.CancelAsync();
        await putting;
    }

    private async Task AuditAsync(PermissionRequests requests)
    {
        var found = await deployment.InvokeAuditorAsync(requests.Audit());
        $"{found["findings"]}".ShouldStartWith("audits/", customMessage: found.ToJsonString());
    }

    private static bool IsDraftRead(AwsCall call) =>
        call.Action == "s3:GetObject" && call.Resource.Contains("/drafts/", StringComparison.Ordinal);
}
