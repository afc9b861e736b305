using EventRecovery.Audit;
using EventRecovery.Audit.Findings;
using EventRecovery.Cli.Demo;
using EventRecovery.Events;
using EventRecovery.Json;
using EventRecovery.Recalculation;
using EventRecovery.Streams;

namespace EventRecovery.Cli.Tests.Demo;

public sealed class ConsumerTests
{
    private static readonly IReadOnlyList<SourceEvent> Events = GeneratedEvents.Make(3_000, seed: 42);

    [Fact]
    public void The_same_seed_gives_the_same_incident() => Show(Consume(42)).ShouldBe(Show(Consume(42)));

    [Fact]
    public void Another_seed_gives_another_incident() => Show(Consume(43)).ShouldNotBe(Show(Consume(42)));

    [Fact]
    public void Every_event_goes_well_is_dropped_fails_is_broken_or_meets_the_crash()
    {
        var incident = Consume(42);

        (incident.Processed + incident.Dropped + incident.Failed + incident.Poison + incident.Crashed).ShouldBe(
            Events.Count
        );
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

    [Theory]
    [InlineData(1)]
    [InlineData(42)]
    public void A_crash_takes_all_of_a_stretch_of_one_shard_and_nothing_else(int seed)
    {
        SourceEvent[] sent = [.. Events.Select((one, at) => one with { Shard = new ShardId($"shardId-{at % 4}") })];

        var incident = new Consumer(seed).Consume(sent);

        var crash = incident.Crash.ShouldNotBeNull();
        var lost = incident.Events.Where(one => one.Fate == Fate.Crashed).Select(one => one.Event).ToList();
        lost.ShouldBe(sent.Where(crash.Takes));
        lost.Count.ShouldBeInRange(50, 100, "a tenth of the time of one of four shards");
        lost.Select(one => one.Shard).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public void Findings_are_held_against_the_fault_list_one_by_one()
    {
        var faults = Consume(42).Faults();
        var findings = faults
            .Select(fault => new Finding(fault.Key, fault.Value.Verdict, "") { Source = "", Cause = fault.Value.Cause })
            .ToList();
        DemoFaultCheck.Of(findings, faults).ShouldBe(new DemoFaultCheck(faults.Count, 0, 0));

        findings[0] = findings[0] with { Verdict = Verdict.Late };
        findings[1] = findings[1] with { Id = "payment-nobody-knows" };

        DemoFaultCheck.Of(findings, faults).ShouldBe(new DemoFaultCheck(faults.Count - 2, 2, 2));
    }

    private static Incident Consume(int seed) => new Consumer(seed).Consume(Events);

    private static string Show(Incident incident) =>
        string.Join('\n', incident.ErrorRecords.Select(record => $"{record.Origin.Id} {record.PoisonReason}"));
}
