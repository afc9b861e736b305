using EventRecovery.Testing.Faults;
using EventRecovery.Versions;

namespace EventRecovery.Cli.Tests.Versions;

/// <summary>What a window has gone through, and what must hold after each step of it.</summary>
internal sealed class WindowLife
{
    private readonly PublishedWindow window;
    private readonly SortedSet<string> killedAt = new(StringComparer.Ordinal);
    private VersionHistory history;
    private IReadOnlyList<PublishedEvent> stream;

    private WindowLife(PublishedWindow window, VersionHistory history, IReadOnlyList<PublishedEvent> stream) =>
        (this.window, this.history, this.stream) = (window, history, stream);

    public VersionName Active => history.Active!.Name;

    /// <summary>Events that kills have doubled.</summary>
    public int Copies { get; private set; }

    public int Kills { get; private set; }

    /// <summary>The writes at which the program was killed.</summary>
    public string KilledAt => string.Join(", ", killedAt);

    public static async Task<WindowLife> OfAsync(PublishedWindow window) =>
        new(window, await window.HistoryAsync(), await window.PublishedAsync());

    public VersionName Before(VersionName version) => history.Before(version)!.Name;

    /// <summary>Gives a command that is killed at its n-th write, and then gives it again.</summary>
    /// <param name="results">The version whose results it makes the active ones.</param>
    /// <returns>Whether it was killed; not when it makes fewer writes.</returns>
    public async Task<bool> SwitchAsync(
        int nth,
        Fate write,
        VersionName results,
        VersionName? undoes,
        params string[] command
    )
    {
        var becomes = new PublishedVersion(new VersionName(results.Run, history.Begun + 1), undoes, default);
        var killed = await window.RunKilledAsync(nth, write, command);
        if (killed is not null)
        {
            Kills++;
            killedAt.Add(killed);
            await ShouldBeOnItsWayAsync(becomes.Name);
            await window.RunAsync(command);
        }

        await ShouldBeAsync(becomes, mostCopies: killed is null ? 0 : PublishedWindow.LargestObject);
        return killed is not null;
    }

    /// <summary>The version before is the active one until the next is whole, and nothing is put before that one is begun.</summary>
    private async Task ShouldBeOnItsWayAsync(VersionName becomes)
    {
        var now = await window.HistoryAsync();
        var isOver = now.Published.Count > history.Published.Count;
        now.Active!.Name.ShouldBe(isOver ? becomes : Active);
        if (now.Pending is { } pending)
        {
            pending.Name.ShouldBe(becomes);
        }
        else if (!isOver)
        {
            (await window.PublishedAsync()).ShouldBe(stream);
        }
    }

    private async Task ShouldBeAsync(PublishedVersion version, int mostCopies)
    {
        var now = await window.HistoryAsync();
        now.Pending.ShouldBeNull();
        now.Published.SkipLast(1).ShouldBe(history.Published, "nothing is taken out");
        (now.Active! with { At = default }).ShouldBe(version);

        var all = await window.PublishedAsync();
        var name = $"{version.Name}";
        all.Where(one => one.Version != name).ShouldBe(stream, "nothing is overwritten, nothing else is put");
        var put = all.Where(one => one.Version == name).ToList();
        await ShouldBeAllResultsAsync(put.DistinctBy(one => one.Id).ToList(), version);
        all.GroupBy(one => one.Id).ShouldAllBe(one => one.Last().Version == name);
        put.Distinct().Count().ShouldBe(PublishedWindow.Events, "copies are the same bytes");
        var copies = put.Count - PublishedWindow.Events;
        copies.ShouldBeLessThanOrEqualTo(mostCopies, "a kill doubles one object at most");
        (Copies, history, stream) = (Copies + copies, now, all);
    }

    private async Task ShouldBeAllResultsAsync(List<PublishedEvent> events, PublishedVersion version)
    {
        events.ShouldAllBe(one => one.Undoes == version.Undoes.ToString());
        foreach (var key in events.GroupBy(one => one.Key))
        {
            key.Select(one => one.Id).ShouldBe(key.Select(one => one.Id).Order(), $"{key.Key} is in order");
        }

        var sum = events.Aggregate(default(ResultSum), (all, one) => all + ResultSum.Of(new(one.Id), one.Result));
        $"{sum}".ShouldBe((await window.ResultsAsync(version.Name.Run)).TotalHash, "no event more or less");
    }
}
