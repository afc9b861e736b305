using EventRecovery.Replay;
using static EventRecovery.Audit.AuditWorld;

namespace EventRecovery.Audit;

/// <summary>When what is read has arrived.</summary>
public sealed class AuditScopeTests : IDisposable
{
    private static readonly AuditScope Scope = new(new ReplayWindow(From, From.AddHours(1)));
    private static readonly ReplayWindow WithGrace = new(From, From.AddMinutes(65));

    private readonly AuditWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public void Results_are_read_with_the_grace_and_what_supersedes_them_until_now()
    {
        var evening = From.AddHours(12);
        var request = Request(Scope, "results", "recovered", "recovered-again");

        request.ReadingOf(1, evening).ShouldBe(WithGrace);
        request.ReadingOf(2, evening).ShouldBe(new ReplayWindow(From, evening));
        request.ReadingOf(3, evening).ShouldBe(new ReplayWindow(From, evening));
    }

    [Fact]
    public void What_stands_alone_may_be_what_was_recovered() =>
        Request(Scope, "recovered").ReadingOf(1, From.AddHours(12)).ShouldBe(new ReplayWindow(From, From.AddHours(12)));

    [Fact]
    public void Nothing_ends_before_the_grace_does() =>
        Request(Scope, "results", "recovered").ReadingOf(2, From.AddMinutes(61)).ShouldBe(WithGrace);

    [Fact]
    public void Who_says_until_when_is_believed_of_every_source()
    {
        var said = Request(Scope with { ArrivalTo = From.AddHours(3) }, "results", "recovered");

        said.ReadingOf(1, From.AddHours(12)).ShouldBe(new ReplayWindow(From, From.AddHours(3)));
        said.ReadingOf(2, From.AddHours(12)).ShouldBe(new ReplayWindow(From, From.AddHours(3)));
        said.Scope.Reading.ShouldBe(new ReplayWindow(From, From.AddHours(3)));
    }

    [Fact]
    public void Who_says_since_when_does_not_say_until_when() =>
        Request(Scope with { ArrivalFrom = From.AddHours(-1) }, "results", "recovered")
            .ReadingOf(2, From.AddHours(12))
            .ShouldBe(new ReplayWindow(From.AddHours(-1), From.AddHours(12)));

    private AuditRequest Request(AuditScope scope, params string[] processed) =>
        new(scope, world.Source("expected"), [.. processed.Select(world.Source)]);
}
