using EventRecovery.Cli.Demo;
using EventRecovery.Events;
using EventRecovery.Json;
using EventRecovery.Recalculation;

namespace EventRecovery.Cli.Tests.Demo;

public sealed class ConsumerTests
{
    private static readonly IReadOnlyList<SourceEvent> Events = GeneratedEvents.Make(3_000, seed: 42);

    [Fact]
    public void The_same_seed_gives_the_same_incident() => Show(Consume(42)).ShouldBe(Show(Consume(42)));

    [Fact]
    public void Another_seed_gives_another_incident() => Show(Consume(43)).ShouldNotBe(Show(Consume(42)));

    [Fact]
    public void Every_event_goes_well_is_dropped_fails_or_is_broken()
    {
        var incident = Consume(42);

        (incident.Processed + incident.Dropped + incident.Failed + incident.Poison).ShouldBe(Events.Count);
        incident.ErrorRecords.Count.ShouldBe(incident.Failed + incident.Twice + incident.Poison);
        incident.Twice.ShouldBeGreaterThan(100);
        incident.Poison.ShouldBeGreaterThan(Poison.Kinds.Count);
    }

    [Fact]
    public void A_second_copy_comes_after_the_first_and_is_the_same()
    {
        var copies = Consume(42)
            .ErrorRecords.Where(record => record.PoisonReason is null)
            .GroupBy(record => record.Origin.Id)
            .Where(group => group.Count() > 1);

        foreach (var copy in copies)
        {
            copy.Count().ShouldBe(2);
            copy.Select(record => record.Data).Distinct().Count().ShouldBe(1);
        }
    }

    [Fact]
    public void Each_kind_of_poison_is_refused_for_its_own_reason()
    {
        var reader = new EventReader(EventFormat.Default, JsonLimits.Default);
        using var recalculator = new Recalculator(new RateAdjustment());
        foreach (var kind in Poison.Kinds)
        {
            var result = reader.Read(kind.Break(Events[0]));
            var reason = result.IsEvent ? recalculator.Correct(result.Event).Rejection?.Code : result.Rejection.Code;
            reason.ShouldBe(kind.Reason);
        }
    }

    private static Incident Consume(int seed) => new Consumer(seed).Consume(Events);

    private static string Show(Incident incident) =>
        string.Join('\n', incident.ErrorRecords.Select(record => $"{record.Origin.Id} {record.PoisonReason}"));
}
