using EventRecovery.Audit.Analysis;
using EventRecovery.Replay;

namespace EventRecovery.Audit;

public sealed class OddWindowsTests
{
    private const int Windows = 400;
    private const int SilentFrom = 300;
    private const int SilentTo = 320;

    [Fact]
    public async Task Windows_with_far_fewer_events_than_ever_are_told_also_when_nothing_is_missing()
    {
        using var world = World();
        var lines = Lines(number => number is >= SilentFrom and < SilentTo ? 1 : 20 + (number * 7 % 5)).ToList();
        await world.PutAsync("expected/a.jsonl", lines);
        await world.PutAsync("processed/a.jsonl", lines);

        var report = await world.AuditAsync();

        report.Ok.ShouldBeTrue();
        var odd = OddWindows.Of(report.Windows).ToList();
        odd.Select(one => one.Series).Distinct().Order().ShouldBe(["expected", "processed"]);
        odd[0].Window.From.ShouldBeInRange(At(SilentFrom), At(SilentTo));
    }

    [Fact]
    public async Task Windows_as_ever_are_not_odd()
    {
        using var world = World();
        var lines = Lines(number => 20 + (number * 7 % 5)).ToList();
        await world.PutAsync("expected/a.jsonl", lines);
        await world.PutAsync("processed/a.jsonl", lines);

        OddWindows.Of((await world.AuditAsync()).Windows).ShouldBeEmpty();
    }

    private static AuditWorld World() =>
        new()
        {
            Scope = new AuditScope(new ReplayWindow(AuditWorld.From, At(Windows))) { Cell = TimeSpan.FromMinutes(5) },
            Now = At(Windows).AddDays(1),
        };

    private static DateTimeOffset At(int window) => AuditWorld.From.AddMinutes(5 * window);

    private static IEnumerable<string> Lines(Func<int, int> events)
    {
        var id = 0;
        for (var window = 0; window < Windows; window++)
        {
            for (var number = 0; number < events(window); number++)
            {
                yield return AuditWorld.Event(id++, (5 * window) + (number * 0.1));
            }
        }
    }
}
