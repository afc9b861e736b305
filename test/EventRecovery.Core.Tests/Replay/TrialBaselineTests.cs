using System.IO.Compression;
using System.Text;
using EventRecovery.Testing.Faults;
using EventRecovery.Validation;
using static EventRecovery.Replay.SomeShards;

namespace EventRecovery.Replay;

public sealed class TrialBaselineTests
{
    private const string Key = "baselines/consumer.jsonl.gz";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static RunDefinition Trial(string baseline = Key) =>
        ReplayWorld.Definition with
        {
            Mode = ReplayMode.Trial,
            Trial = new TrialRules { Baseline = baseline, Compare = [new PathRule("/timestamp", Ignore: true)] },
        };

    private static ReplayWorld World() => new ReplayWorld(shards: 2).Put(300, TimeSpan.FromSeconds(30)).At(Noon);

    [Theory]
    [InlineData("baselines/none.jsonl", "There is no baseline baselines/none.jsonl")]
    [InlineData("run:nobody", "The run nobody has no results to compare with")]
    [InlineData("rate-adjustment/9", "rate-adjustment/9 is not deployed here")]
    public async Task A_trial_that_has_nothing_to_compare_with_does_not_begin(string baseline, string why)
    {
        var world = World();

        var refused = await ReplayProcess.RefusedAsync(world.Start().ReplayAsync("trial", Trial(baseline)));

        refused.ShouldContain(why);
        refused.ShouldEndWith("Nothing was begun.");
        (await world.Runs.FindAsync(new RunId("trial"), Cancelled)).ShouldBeNull();
    }

    [Fact]
    public async Task A_file_that_was_cut_off_is_refused()
    {
        var world = World();
        var packed = Pack(world);
        await world.Objects.PutAsync(Key, packed.AsMemory(..(packed.Length / 2)), Cancelled);

        (await ReplayProcess.RefusedAsync(world.Start().ReplayAsync("trial", Trial()))).ShouldContain(
            $"The baseline {Key} is a damaged or cut off gzip file."
        );
    }

    [Fact]
    public async Task What_a_trial_compares_with_may_be_gone_at_its_end_and_it_ends_when_it_is_back()
    {
        var world = World();
        await world.Objects.PutAsync(Key, Pack(world), Cancelled);
        var faults = new ScriptedFaults().Crash(Operation.SaveRun);
        await Should.ThrowAsync<CrashedException>(world.Start(faults: faults).ReplayAsync("trial", Trial()));
        await world.Objects.PutAsync(Key, "not json"u8.ToArray(), Cancelled);

        var answer = await world.Start("b").ResumeAsync("trial");

        answer.State.ShouldBe(RunState.Failed);
        answer
            .Messages[0]
            .ShouldBe(
                $"All events were looked at, and cannot be judged: Line 1 of the baseline {Key} is no event: {NotJson} Then resume the run by its id."
            );

        await world.Objects.PutAsync(Key, Pack(world), Cancelled);
        var ended = await world.Start("c").ResumeAsync("trial");
        ended.State.ShouldBe(RunState.Complete);
        ended.Trial!.Counts.Same.ShouldBe(world.Expected().Count);
    }

    [Fact]
    public async Task A_trial_of_findings_alone_has_a_verdict_too()
    {
        var world = World();
        var ids = world.Expected().Take(3);
        var findings = string.Join('\n', ids.Select(id => $$"""{"id":"{{id}}","verdict":"missing"}"""));
        await world.Objects.PutAsync("audits/findings.jsonl", Encoding.UTF8.GetBytes(findings), Cancelled);
        var only = Trial("rate-adjustment/1") with { Only = "audits/findings.jsonl" };

        (await world.Start().ReplayAsync("trial", only)).Trial!.Counts.Same.ShouldBe(3);
    }

    private const string NotJson =
        "The record is not acceptable JSON: an unexpected character where a value should begin at byte 0 (line 1, column 1).";

    private static byte[] Pack(ReplayWorld world)
    {
        using var packed = new MemoryStream();
        using (var gzip = new StreamWriter(new GZipStream(packed, CompressionLevel.Fastest)))
        {
            foreach (var id in world.Expected())
            {
                gzip.WriteLine(
                    $$"""{"id":"{{id}}","timestamp":"2026-11-22T08:00:00Z","original_value":10,"status":"processed","recalculated_value":11.0}"""
                );
            }
        }

        return packed.ToArray();
    }
}
