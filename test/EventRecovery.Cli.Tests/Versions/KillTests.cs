using System.Diagnostics;
using EventRecovery.Testing.Faults;

namespace EventRecovery.Cli.Tests.Versions;

/// <summary>
/// The life of one window under <c>kill -9</c>. For every n, each of three commands is killed at its n-th write and then given again:
/// <code>
///   a, b is active ─► publish a ─► a@3 ─► rollback a@3 ─► b@4 ─► rollback b@4 ─► a@5 ─► publish b ─► …
/// </code>
/// </summary>
public sealed class KillTests
{
    [Fact]
    public async Task Killed_between_any_two_writes_the_same_command_makes_the_stream_and_the_active_version_agree()
    {
        await using var window = await PublishedWindow.StartAsync("a", "b");
        var life = await WindowLife.OfAsync(window);
        var began = Stopwatch.GetTimestamp();

        for (var nth = 1; nth <= PublishedWindow.Writes; nth++)
        {
            (await SwitchThriceAsync(life, nth, Fate.LoseRequest)).ShouldBe([true, true, true]);
        }

        (await SwitchThriceAsync(life, PublishedWindow.Writes, Fate.LoseAnswer)).ShouldBe([true, true, true]);
        (await SwitchThriceAsync(life, PublishedWindow.Writes + 1, Fate.LoseRequest)).ShouldBe([false, false, false]);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{life.Kills} kills, at {life.KilledAt}: {life.Copies} copies, {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s"
        );
    }

    /// <summary>Publishes the other run's results, rolls that back, and rolls the rollback back.</summary>
    /// <returns>For each of them, whether it came to an n-th write and was killed there.</returns>
    private static async Task<bool[]> SwitchThriceAsync(WindowLife life, int nth, Fate write)
    {
        var other = life.Before(life.Active);
        var published = await life.SwitchAsync(nth, write, other, undoes: null, "publish", $"{other.Run}");
        var rolledBack = await BackAsync();
        return [published, rolledBack, await BackAsync()];

        Task<bool> BackAsync()
        {
            var undone = life.Active;
            return life.SwitchAsync(nth, write, life.Before(undone), undone, "rollback", $"{undone}");
        }
    }
}
