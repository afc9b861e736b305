using System.Text;
using EventRecovery.Events;
using EventRecovery.Json;
using EventRecovery.Recalculation;
using EventRecovery.Replay.Requests;
using EventRecovery.Replay.Running;
using EventRecovery.Telemetry;
using EventRecovery.Testing.Telemetry;
using EventRecovery.Validation;
using static EventRecovery.Replay.SomeShards;

namespace EventRecovery.Replay;

public sealed class TrialTests
{
    private static readonly RecalculationVersion Version = new("rate-adjustment", 1);

    private static RunDefinition Trial(TrialRules? rules = null, decimal sample = 1) =>
        ReplayWorld.Definition with
        {
            Mode = ReplayMode.Trial,
            Sample = sample,
            Trial = rules ?? TrialRules.Default,
        };

    private static ReplayWorld World() => new ReplayWorld(shards: 2).Put(300, TimeSpan.FromSeconds(30)).At(Noon);

    [Fact]
    public async Task A_trial_claims_nothing_and_publishes_nothing()
    {
        var world = World();
        var process = world.Start();
        using var totals = new MetricTotals(process.Metrics);

        var answer = await process.ReplayAsync("trial", Trial());
        await world.Start().ReplayAsync();

        totals.Of(MetricNames.EventsRead).ShouldBe(180);
        totals.Of(MetricNames.EventsRecovered).ShouldBe(0);

        answer.State.ShouldBe(RunState.Complete);
        answer.Trial!.Counts.Sampled.ShouldBe(180);
        world.ShouldBeRecovered();
    }

    [Fact]
    public async Task What_the_published_version_says_as_well_is_the_same()
    {
        var world = World();
        await world.Start().ReplayAsync();
        var rules = new TrialRules
        {
            Gates = new TrialGates(MaxChangedRate: 0, MaxNewRate: 0, MaxGone: 0, MinSample: 100),
        };

        var trial = (await world.Start().ReplayAsync("trial", Trial(rules))).Trial!;

        trial.Counts.ShouldBe(new TrialCounts(180, 180, 180, 0, 0, 0, 0, 0, 0));
        trial.Passed.ShouldBeTrue(trial.Reason);
        trial.Baseline.ShouldBe("results of pricing-bug");
    }

    [Fact]
    public async Task Another_rate_is_a_change_of_every_event_and_is_held()
    {
        var rules = new TrialRules { Baseline = "rate-adjustment/2", Gates = new TrialGates(MaxChangedRate: 0.01) };

        var trial = (await World().Start().ReplayAsync("trial", Trial(rules))).Trial!;

        trial.Counts.Changed.ShouldBe(180);
        trial.Passed.ShouldBeFalse();
        trial.Reason.ShouldBe("Hold: maxChangedRate allows 1 %, and it is up to 100 %.");
        trial.Change!.Median.ShouldBe(-1 / 12.0, 0.005);
        var worst = trial.Worst[0];
        (worst.Path, worst.Before, worst.After).ShouldBe(("/recalculated_value", "12", "11"));
        trial.Time.Sum(step => step.Events).ShouldBe(180);
    }

    [Fact]
    public async Task A_change_within_tolerance_or_by_a_known_name_passes()
    {
        var gates = new TrialGates(MaxChangedRate: 0);
        PathRule[] rules =
        [
            new("/recalculated_value", Relative: 0.1),
            new("/recalculated_value", Absolute: 1),
            new("/recalculated_value", Known: "new rate"),
            new("/recalculated_value", Ignore: true),
        ];
        foreach (var rule in rules)
        {
            var with = new TrialRules
            {
                Baseline = "rate-adjustment/2",
                Compare = [rule],
                Gates = gates,
            };
            var trial = (await World().Start().ReplayAsync("trial", Trial(with))).Trial!;
            trial.Passed.ShouldBeTrue(trial.Reason);
            (rule.Ignore ? trial.Counts.Same : trial.Counts.WithinTolerance).ShouldBe(180);
        }
    }

    [Fact]
    public async Task A_recalculation_that_touches_a_forbidden_field_is_caught_and_the_event_named()
    {
        var world = World();
        world.Candidate = new Rate(
            (@event, correction) =>
            {
                if (@event.Id.Value == "e00100")
                {
                    correction.Set("/account", "mine");
                }
            }
        );

        var trial = (await world.Start().ReplayAsync("trial", Trial())).Trial!;

        trial.Passed.ShouldBeFalse();
        var guilty = trial.Violations.ShouldHaveSingleItem();
        (guilty.Id, guilty.Code).ShouldBe(("e00100", RejectCodes.ImmutablePathChanged));
    }

    [Fact]
    public async Task A_recalculation_that_is_not_deterministic_is_caught_and_the_events_named()
    {
        var world = World();
        var calls = 0;
        world.Candidate = new Rate(
            (@event, correction) =>
            {
                if (@event.Id.Value is "e00100" or "e00150")
                {
                    correction.Set("/recalculated_value", ++calls);
                }
            }
        );

        var trial = (await world.Start().ReplayAsync("trial", Trial())).Trial!;

        trial.Passed.ShouldBeFalse();
        trial
            .Violations.Select(one => (one.Id, one.Code))
            .ShouldBe([("e00100", RejectCodes.NotDeterministic), ("e00150", RejectCodes.NotDeterministic)]);
    }

    [Fact]
    public async Task A_recalculation_that_is_wrong_on_one_in_a_hundred_is_caught_and_the_events_named()
    {
        var world = World();
        world.Candidate = new Rate(
            (@event, correction) =>
            {
                if (@event.Id.Value is "e00100" or "e00200")
                {
                    correction.Set("/recalculated_value", 1100);
                }
            }
        );
        var rules = new TrialRules { Baseline = "rate-adjustment/1", Gates = new TrialGates(MaxChangedRate: 0.005) };

        var trial = (await world.Start().ReplayAsync("trial", Trial(rules))).Trial!;

        trial.Passed.ShouldBeFalse();
        trial.Counts.Changed.ShouldBe(2);
        trial.Worst.Select(one => one.Id).ShouldBe(["e00100", "e00200"]);
    }

    [Fact]
    public async Task A_file_tells_what_is_new_and_what_is_gone()
    {
        var world = World();
        var lines = world
            .Expected()
            .Skip(3)
            .Append("e99999")
            .Select(id =>
                $$"""{"id":"{{id}}","timestamp":"2026-11-22T08:00:00Z","original_value":10,"status":"processed","recalculated_value":11.0}"""
            );
        await world.Objects.PutAsync(
            "baselines/consumer.jsonl",
            Encoding.UTF8.GetBytes(string.Join('\n', lines)),
            TestContext.Current.CancellationToken
        );
        var rules = new TrialRules
        {
            Baseline = "baselines/consumer.jsonl",
            Compare = [new PathRule("/timestamp", Ignore: true)],
            Gates = new TrialGates(MaxGone: 0),
        };

        var trial = (await world.Start().ReplayAsync("trial", Trial(rules))).Trial!;

        (trial.Counts.New, trial.Counts.Gone, trial.Counts.Same).ShouldBe((3, 1, 177));
        trial.NewIds.ShouldBe(world.Expected().Take(3));
        trial.GoneIds.ShouldBe(["e99999"]);
        trial.Passed.ShouldBeFalse();
    }

    [Fact]
    public async Task A_sample_is_the_same_events_each_time_and_a_larger_one_holds_it()
    {
        var world = World();
        await world.Start().ReplayAsync("small", Trial(sample: 0.2m));
        await world.Start().ReplayAsync("again", Trial(sample: 0.2m));
        await world.Start().ReplayAsync("large", Trial(sample: 0.5m));

        var small = await NewIdsAsync(world, "small");
        small.Count.ShouldBeInRange(20, 55);
        (await NewIdsAsync(world, "again")).ShouldBe(small);
        small.ShouldBeSubsetOf(await NewIdsAsync(world, "large"));
    }

    [Fact]
    public async Task However_often_it_is_interrupted_it_comes_to_the_same()
    {
        var rules = new TrialRules { Baseline = "rate-adjustment/2" };
        var whole = await SummaryAsync(ReplayWorld.Resharded(), process => process.ReplayAsync("trial", Trial(rules)));
        var pieces = await SummaryAsync(
            ReplayWorld.Resharded(),
            async process =>
            {
                var answer = await process.ReplayAsync("trial", Trial(rules), TimeSpan.Zero);
                for (var turn = 0; turn < 200 && answer.State != RunState.Complete; turn++)
                {
                    answer = await process.ResumeAsync("trial", TimeSpan.FromMilliseconds(300));
                }
            }
        );

        pieces.ShouldBe(whole);
    }

    [Fact]
    public async Task A_replay_follows_a_trial_only_when_it_passed_or_was_approved()
    {
        var world = World();
        var process = world.Start();
        var after = ReplayWorld.Definition with { After = new RunId("trial") };
        (await ReplayProcess.RefusedAsync(process.ReplayAsync("one", after))).ShouldContain("no trial trial");

        var rules = new TrialRules { Baseline = "rate-adjustment/2", Gates = new TrialGates(MaxChangedRate: 0.01) };
        await process.ReplayAsync("trial", Trial(rules));
        (await ReplayProcess.RefusedAsync(process.ReplayAsync("one", after))).ShouldContain("is on hold");
        var other = after with { Version = new RecalculationVersion("rate-adjustment", 2) };
        (await ReplayProcess.RefusedAsync(process.ReplayAsync("one", other))).ShouldContain("proves nothing");

        var approval = new ApprovalText("ann", "the new rate is the right one");
        var request = new ReplayRequest(ReplayAction.Approve, new RunId("trial"), Approval: approval);
        var approved = (await process.HandleAsync(request)).Run!.Approval!;
        (approved.By, approved.Why, approved.At).ShouldBe(("ann", approval.Why, world.Time.GetUtcNow()));
        await process.HandleAsync(request with { Approval = new ApprovalText("bob", "me too") });
        (await world.Runs.FindAsync(new RunId("trial"), TestContext.Current.CancellationToken))!.Approval!.By.ShouldBe(
            "ann"
        );

        (await process.ReplayAsync("one", after)).State.ShouldBe(RunState.Complete);
        world.ShouldBeRecovered();
    }

    [Fact]
    public async Task Only_a_complete_trial_is_approved()
    {
        var process = World().Start();
        await process.ReplayAsync();
        var request = new ReplayRequest(
            ReplayAction.Approve,
            new RunId("pricing-bug"),
            Approval: new("ann", "because")
        );

        (await ReplayProcess.RefusedAsync(process.HandleAsync(request))).ShouldContain("only a trial is approved");
    }

    private static async Task<IReadOnlyList<string>> NewIdsAsync(ReplayWorld world, string run)
    {
        var reader = new Versions.ResultReader(world.Objects);
        var manifest = (await reader.FindAsync(new RunId(run), TestContext.Current.CancellationToken))!;
        return
        [
            .. (
                await reader
                    .LinesAsync(manifest, TestContext.Current.CancellationToken)
                    .ToListAsync(TestContext.Current.CancellationToken)
            )
                .Select(line => line.Id.Value)
                .Order(StringComparer.Ordinal),
        ];
    }

    private static async Task<string> SummaryAsync(ReplayWorld world, Func<ReplayProcess, Task> run)
    {
        await run(world.Start());
        return Encoding.UTF8.GetString(
            (await world.Objects.GetAsync("results/trial/trial.json", TestContext.Current.CancellationToken))!
        );
    }

    /// <summary>The sample recalculation, and then something on top of it.</summary>
    private sealed class Rate(Action<StreamEvent, Correction> more) : IRecalculation
    {
        private readonly RateAdjustment inner = new(1.1m);

        public RecalculationVersion Version => TrialTests.Version;

        public IReadOnlyList<JsonPointer> MutablePaths => inner.MutablePaths;

        public RecalculationResult Recalculate(StreamEvent original, Correction correction)
        {
            var result = inner.Recalculate(original, correction);
            more(original, correction);
            return result;
        }
    }
}
