using System.Text.Json.Nodes;
using EventRecovery.Audit.Scheduled;
using EventRecovery.Configuration;
using EventRecovery.Deployment.Tests.Stack;
using EventRecovery.Replay.Requests;

namespace EventRecovery.Deployment.Tests;

public sealed class SavedEventTests(LocalDeployment deployment)
{
    public static TheoryData<string> Requests => ["plan", "replay", "resume", "status", "cancel"];

    [Theory]
    [MemberData(nameof(Requests))]
    public void Each_request_is_one_that_the_Replayer_takes(string name) =>
        ReplayRequestReader.Read(File.ReadAllBytes(PathOf(name))).Problems.ShouldBeEmpty();

    [Fact]
    public void The_state_machine_is_given_the_same_request()
    {
        var input = JsonNode.Parse(File.ReadAllText(PathOf("state-machine")))!;
        var request = System.Text.Encoding.UTF8.GetBytes(input["request"]!.ToJsonString());

        ReplayRequestReader.Read(request).Problems.ShouldBeEmpty();
    }

    [Fact]
    public void The_Auditor_is_given_a_window_that_it_takes() =>
        AuditOrder.Read(File.ReadAllBytes(PathOf("audit"))).Window.ShouldNotBeNull();

    [Fact]
    public async Task The_Reprocessor_takes_the_saved_error_events_and_the_Replayer_the_saved_plan()
    {
        var reprocessed = await deployment.Local.Lambda.InvokeAsync(
            new StackNames(StackNames.Default).Reprocessor,
            await File.ReadAllBytesAsync(PathOf("error-events"), TestContext.Current.CancellationToken)
        );
        var planned = await deployment.InvokeReplayerAsync(
            JsonNode
                .Parse(await File.ReadAllTextAsync(PathOf("plan"), TestContext.Current.CancellationToken))!
                .AsObject()
        );

        System.Text.Encoding.UTF8.GetString(reprocessed.Payload.Span).ShouldBe("""{"batchItemFailures":[]}""");
        $"{planned["state"]}".ShouldBe("planned", planned.ToJsonString());
    }

    private static string PathOf(string name) => Repository.PathOf($"events/{name}.json");
}
