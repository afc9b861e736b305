using System.Text.Json.Nodes;
using EventRecovery.Local.Lambdas;
using EventRecovery.Replayer.Tests.Stack;

namespace EventRecovery.Replayer.Tests;

public sealed class RefusalTests(Emulators emulators)
{
    [Fact]
    public async Task All_mistakes_of_a_request_are_reported_at_once()
    {
        await using var replayer = await Deployment.StartAsync(emulators);
        var request = new JsonObject
        {
            ["runId"] = "pricing bug",
            ["steam"] = "event_stream",
            ["from"] = "yesterday",
            ["to"] = "2026-11-22T09:30:00Z",
            ["version"] = "two",
            ["limits"] = new JsonObject { ["maxWriteUnit"] = 1 },
        };

        var answer = await replayer.InvokeAsync(request);

        answer.Status.ShouldBe(InvocationStatus.FunctionError);
        $"{answer.Json["errorType"]}".ShouldBe("RequestInvalidException");
        answer.Error.ShouldStartWith("The request has 6 problems:");
        foreach (var part in new[] { "runId", "steam", "stream", "from", "version", "limits.maxWriteUnit" })
        {
            answer.Error.ShouldContain($"  {part}");
        }

        answer.Error.ShouldEndWith("Nothing was read or written.");
    }

    [Fact]
    public async Task The_target_is_never_replayed_onto_itself()
    {
        await using var replayer = await Deployment.StartAsync(emulators);
        var request = replayer.Request();
        request["stream"] = replayer.Recovered.Value;

        (await RefusedAsync(replayer, request)).ShouldContain("A replay of it would feed itself");
    }

    [Fact]
    public async Task A_window_in_the_future_is_refused()
    {
        await using var replayer = await Deployment.StartAsync(emulators);
        var request = replayer.Request();
        (request["from"], request["to"]) = ("2126-11-22T08:00:00Z", "2126-11-22T09:30:00Z");

        (await RefusedAsync(replayer, request)).ShouldContain(
            "The window has not begun. Start after 2126-11-22T08:00:00"
        );
    }

    [Fact]
    public async Task A_window_before_the_stream_is_refused_and_says_since_when_there_is_one()
    {
        await using var replayer = await Deployment.StartAsync(emulators);
        var request = replayer.Request();
        (request["from"], request["to"]) = ("2026-01-22T08:00:00Z", "2026-01-22T09:30:00Z");

        var refusal = await RefusedAsync(replayer, request);

        refusal.ShouldContain("[2026-01-22T08:00:00.0000000Z, 2026-01-22T09:30:00.0000000Z)");
        refusal.ShouldContain("Recover it from the archive.");
    }

    [Fact]
    public async Task A_plan_says_exactly_what_part_of_the_window_is_lost()
    {
        await using var replayer = await Deployment.StartAsync(emulators);
        await replayer.Source.PutAsync(10);
        var request = replayer.Request();
        (request["mode"], request["from"]) = ("plan", "2026-01-22T08:00:00Z");

        var answer = await replayer.InvokeAsync(request);

        answer.Messages.ShouldHaveSingleItem().ShouldStartWith("[2026-01-22T08:00:00.0000000Z, ");
        answer.Messages[0].ShouldEndWith("nothing of it can be replayed. Recover it from the archive.");
    }

    [Fact]
    public async Task A_version_that_is_not_deployed_is_refused_with_those_that_are()
    {
        await using var replayer = await Deployment.StartAsync(emulators);

        var refusal = await RefusedAsync(replayer, replayer.Request(version: "rate-adjustment/3"));

        refusal.ShouldContain("This deployment knows: rate-adjustment/1, rate-adjustment/2.");
    }

    private static async Task<string> RefusedAsync(Deployment replayer, JsonObject request)
    {
        var answer = await replayer.InvokeAsync(request);
        answer.Status.ShouldBe(InvocationStatus.FunctionError, $"{answer}");
        $"{answer.Json["errorType"]}".ShouldBe("RunRefusedException");
        (await replayer.CheckpointsAsync()).ShouldBeEmpty();
        return answer.Error;
    }
}
