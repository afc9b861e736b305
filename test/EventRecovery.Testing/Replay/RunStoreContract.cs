using System.Globalization;
using EventRecovery.Engine;
using EventRecovery.Recalculation;
using EventRecovery.Replay;
using EventRecovery.Streams;
using EventRecovery.Validation;

namespace EventRecovery.Testing.Replay;

/// <summary>What every run store must do. Each test has a run of its own, so one table may serve all of them.</summary>
public abstract class RunStoreContract
{
    private static readonly DateTimeOffset Eight = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    protected abstract IRunStore Store { get; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static ReplayRun Run =>
        new(
            new RunId(TestContext.Current.Test!.UniqueID[..RunId.MaxLength]),
            new RunDefinition(
                new StreamName("event_stream"),
                new ReplayWindow(Eight, Eight.AddMinutes(90)),
                new RecalculationVersion("rate-adjustment", 2),
                ReplayMode.Replay,
                Sample: 0.05m
            )
            {
                After = new RunId("trial-of-it"),
                Limits = new ReplayLimits { RecordsPerSecondPerShard = 400, MaxWriteUnits = 100_000 },
            },
            StreamCreatedAt: Eight.AddDays(-30),
            CreatedAt: Eight.AddHours(20).AddMilliseconds(123),
            RunState.Running
        );

    [Fact]
    public async Task A_run_that_was_never_created_is_not_found() =>
        (await Store.FindAsync(Run.Id, Cancelled)).ShouldBeNull();

    [Fact]
    public async Task Everything_that_is_created_comes_back()
    {
        (await Store.CreateAsync(Run, Cancelled)).ShouldBeNull();

        (await Store.FindAsync(Run.Id, Cancelled)).ShouldBe(Run);
    }

    [Fact]
    public async Task A_trial_comes_back_with_its_rules_its_outcome_and_who_approved_it()
    {
        var trial = Run with
        {
            Definition = Run.Definition with
            {
                Mode = ReplayMode.Trial,
                Trial = new TrialRules
                {
                    Baseline = "published",
                    Compare = [new PathRule("/total", Relative: 0.01), new PathRule("/at", Known: "clock")],
                    Gates = new TrialGates(MaxChangedRate: 0.01, MinSample: 100),
                },
            },
            Trial = new TrialOutcome(Passed: false, "Hold: too many."),
            Approval = new TrialApproval("ann", Eight.AddHours(1), "they are right"),
        };
        await Store.CreateAsync(trial, Cancelled);

        (await Store.FindAsync(Run.Id, Cancelled)).ShouldBe(trial);
    }

    [Theory]
    [InlineData("audits/hourly/20261122T080000Z.jsonl", null, null)]
    [InlineData(null, "s3://archive/events", "2026-11-22T08:40:00.0000001Z")]
    [InlineData("s3://bucket/findings.jsonl", "s3://archive/", "2026-11-22T08:00:00Z")]
    [InlineData(null, "events", null)]
    public async Task A_run_comes_back_with_its_findings_its_archive_and_the_seam(
        string? only,
        string? archive,
        string? seam
    )
    {
        var stitched = Run with
        {
            Definition = Run.Definition with
            {
                Only = only,
                Archive = archive,
                Seam = seam is null ? null : DateTimeOffset.Parse(seam, CultureInfo.InvariantCulture),
            },
        };
        await Store.CreateAsync(stitched, Cancelled);

        (await Store.FindAsync(Run.Id, Cancelled)).ShouldBe(stitched);
        var saved = await Store.SaveAsync(stitched with { State = RunState.Complete }, Cancelled);
        saved!.Definition.ShouldBe(stitched.Definition);
    }

    [Fact]
    public async Task Everything_that_is_saved_comes_back_with_the_next_revision()
    {
        await Store.CreateAsync(Run, Cancelled);
        var ended = Run with
        {
            State = RunState.Failed,
            Attempt = 3,
            Totals = new ReplayCounts(1, 2, 3, 4, 5, 6.5m, new BatchCounts(Read: 7, Recovered: 8)),
            Failure = "2 shards failed.",
            Report = "reports/pricing-bug.html",
        };

        var saved = await Store.SaveAsync(ended, Cancelled);

        saved.ShouldBe(ended with { Revision = 2 });
        (await Store.FindAsync(Run.Id, Cancelled)).ShouldBe(saved);
    }

    [Fact]
    public async Task Of_two_that_create_a_run_at_once_one_does_and_the_other_gets_it()
    {
        var creators = Enumerable.Range(0, 8).Select(i => Run with { CreatedAt = Eight.AddSeconds(i) }).ToList();

        var existing = await Task.WhenAll(creators.Select(run => Store.CreateAsync(run, Cancelled)));

        var stored = await Store.FindAsync(Run.Id, Cancelled);
        existing.Count(run => run is null).ShouldBe(1);
        existing.OfType<ReplayRun>().ShouldAllBe(run => run == stored);
    }

    [Fact]
    public async Task A_save_at_an_old_revision_changes_nothing()
    {
        await Store.CreateAsync(Run, Cancelled);
        var cancelled = await Store.SaveAsync(Run with { State = RunState.Cancelled }, Cancelled);

        (await Store.SaveAsync(Run with { State = RunState.Complete }, Cancelled)).ShouldBeNull();
        (await Store.FindAsync(Run.Id, Cancelled)).ShouldBe(cancelled);
    }

    [Fact]
    public async Task A_run_that_was_never_created_cannot_be_saved() =>
        (await Store.SaveAsync(Run, Cancelled)).ShouldBeNull();

    [Fact]
    public async Task Runs_are_listed()
    {
        await Store.CreateAsync(Run, Cancelled);

        var listed = new List<ReplayRun>();
        await foreach (var run in Store.ListAsync(Cancelled))
        {
            listed.Add(run);
        }

        listed.ShouldContain(Run);
    }
}
