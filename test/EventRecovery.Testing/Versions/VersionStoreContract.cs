using EventRecovery.Replay;
using EventRecovery.Streams;
using EventRecovery.Versions;

namespace EventRecovery.Testing.Versions;

/// <summary>What every version store must do. Each test has a window of its own, so one table may serve all of them.</summary>
public abstract class VersionStoreContract
{
    private static readonly DateTimeOffset Eight = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    protected abstract IVersionStore Store { get; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static VersionScope Scope =>
        new(
            new StreamName(TestContext.Current.Test!.UniqueID[..32]),
            new ReplayWindow(Eight, Eight.AddMinutes(90).AddTicks(7))
        );

    private static RunId A => new("a");

    [Fact]
    public async Task A_window_without_versions_has_an_empty_history()
    {
        var history = await Store.FindAsync(Scope, Cancelled);

        history.Active.ShouldBeNull();
        history.Revision.ShouldBe(0);
        history.Scope.ShouldBe(Scope);
    }

    [Fact]
    public async Task Everything_that_is_saved_comes_back_with_the_next_revision()
    {
        var history = VersionHistory.Of(Scope).With(A, Eight).With(new RunId("b"), Eight.AddHours(1));
        var undoing = history.Begin(A, new VersionName(new RunId("b")), Eight.AddHours(2)).Put(3);

        var saved = await Store.SaveAsync(undoing, Cancelled);
        var found = await Store.FindAsync(Scope, Cancelled);

        saved!.Revision.ShouldBe(1);
        found.Published.ShouldBe(undoing.Published);
        found.Pending.ShouldBe(undoing.Pending);
        (found with { Published = undoing.Published }).ShouldBe(undoing with { Revision = 1 });
    }

    [Fact]
    public async Task What_is_finished_is_pending_no_more()
    {
        var begun = await Store.SaveAsync(VersionHistory.Of(Scope).Begin(A, null, Eight), Cancelled);
        await Store.SaveAsync(begun!.Finish(Eight), Cancelled);

        var found = await Store.FindAsync(Scope, Cancelled);

        found.Pending.ShouldBeNull();
        found.Active!.Name.ToString().ShouldBe("a@1");
    }

    [Fact]
    public async Task Of_many_that_change_a_history_at_once_one_does()
    {
        var saved = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(i => Store.SaveAsync(VersionHistory.Of(Scope).With(new RunId($"run-{i}"), Eight), Cancelled))
        );

        saved.Count(history => history is not null).ShouldBe(1);
        (await Store.FindAsync(Scope, Cancelled)).Published.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_change_of_an_old_revision_changes_nothing()
    {
        var first = await Store.SaveAsync(VersionHistory.Of(Scope).With(A, Eight), Cancelled);
        await Store.SaveAsync(first!.With(new RunId("b"), Eight), Cancelled);

        (await Store.SaveAsync(first.With(new RunId("c"), Eight), Cancelled)).ShouldBeNull();
        (await Store.FindAsync(Scope, Cancelled)).Active!.Name.ToString().ShouldBe("b");
    }

    [Fact]
    public async Task Histories_are_listed()
    {
        await Store.SaveAsync(VersionHistory.Of(Scope).With(A, Eight), Cancelled);

        var listed = new List<VersionScope>();
        await foreach (var history in Store.ListAsync(Cancelled))
        {
            listed.Add(history.Scope);
        }

        listed.ShouldContain(Scope);
    }
}
