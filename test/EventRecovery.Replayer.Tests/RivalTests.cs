using System.Text.Json.Nodes;
using EventRecovery.Aws.DynamoDb;
using EventRecovery.Local.Lambdas;
using EventRecovery.Replay;
using EventRecovery.Replay.Checkpoints;
using EventRecovery.Replayer.Tests.Stack;
using EventRecovery.Streams;

namespace EventRecovery.Replayer.Tests;

public sealed class RivalTests(Emulators emulators)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_two_replayers_on_one_run_one_owns_each_shard_and_the_other_answers_so()
    {
        await using var replayer = await Deployment.StartAsync(emulators);
        await replayer.Source.PutAsync(40);
        var dispatch = replayer.Request();
        dispatch["action"] = "dispatch";
        var ready = (await replayer.InvokeAsync(dispatch)).Ready;
        await replayer.HoldAsync(ready[0], owner: "another-worker");

        var worker = await replayer.InvokeAsync(new JsonObject { ["runId"] = "pricing-bug", ["shard"] = ready[0] });
        var rival = await replayer.InvokeAsync(replayer.Request());

        worker.State.ShouldBe("running", $"{worker}");
        worker.Messages.ShouldHaveSingleItem().ShouldContain("somebody else works on it");
        rival.State.ShouldBe("running", $"{rival}");
        rival.Messages.ShouldHaveSingleItem().ShouldStartWith($"{ready[0]} is worked on by another-worker, until ");
        ((string)rival.Shard(ready[0])["stage"]!).ShouldBe("leased");
        ((string)rival.Shard(ready[1])["stage"]!).ShouldBe("done");
    }

    [Fact]
    public async Task Two_replayers_started_at_once_recover_each_event_once()
    {
        await using var replayer = await Deployment.StartAsync(emulators);
        await Reshards.PutAcrossAsync(replayer.Source, eachTime: 150);

        var answers = await Task.WhenAll(
            replayer.InvokeAsync(replayer.Request()),
            replayer.InvokeAsync(replayer.Request())
        );

        replayer.Host.ProcessIdsOf(Deployment.Function).Count.ShouldBe(2);
        answers.ShouldAllBe(answer => answer.Status == InvocationStatus.Succeeded);
        await replayer.CompleteAsync(replayer.Request());
        var recovered = await replayer.RecoveredAsync();
        recovered.ShouldBeAllOf(replayer.Source);
        recovered.Copies.ShouldBe(0);
    }

    [Fact]
    public async Task A_stale_owners_checkpoint_is_refused()
    {
        await using var replayer = await Deployment.StartAsync(emulators);
        await replayer.Source.PutAsync(100);
        var dispatch = replayer.Request();
        dispatch["action"] = "dispatch";
        var ready = (await replayer.InvokeAsync(dispatch)).Ready;
        var mine = await replayer.HoldAsync(ready[0], owner: "frozen-worker");
        await replayer.LetLeasesEndAsync();
        await replayer.CompleteAsync(replayer.Request());

        var saved = await replayer.Checkpoints.SaveAsync(new RunId("pricing-bug"), mine.Next(), Token);

        saved.ShouldNotBe(SaveOutcome.Saved);
        ((string)(await replayer.InvokeAsync("status")).Shard(ready[0])["stage"]!).ShouldBe("done");
    }
}
