using EventRecovery.Replay.Checkpoints;
using static EventRecovery.Replay.SomeShards;

namespace EventRecovery.Replay;

public class LeaseDecisionTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void A_shard_nobody_touched_is_taken_under_the_first_fence() =>
        Decide(null).ShouldBe(new LeaseDecision.Take(new Lease("me", Noon + Minute, 1)));

    [Fact]
    public void A_live_lease_is_respected_until_it_ends() =>
        Decide(Held("other", Noon.AddTicks(1))).ShouldBe(new LeaseDecision.OwnedBy("other", Noon.AddTicks(1)));

    [Fact]
    public void A_lease_that_has_ended_or_was_given_back_is_taken_under_a_higher_fence()
    {
        var taken = new LeaseDecision.Take(new Lease("me", Noon + Minute, 8));

        Decide(Held("other", Noon)).ShouldBe(taken);
        Decide(Held(null, Noon + Minute)).ShouldBe(taken);
    }

    [Fact]
    public void My_own_lease_goes_on_also_after_its_end_as_long_as_nobody_took_it() =>
        Decide(Held("me", Noon.AddHours(-1)), held: 7)
            .ShouldBe(new LeaseDecision.Continue(new Lease("me", Noon + Minute, 7)));

    [Fact]
    public void A_fence_that_was_overtaken_is_stale_whoever_holds_it_now()
    {
        Decide(Held("other", Noon + Minute), held: 6).ShouldBe(new LeaseDecision.Stale(7));
        Decide(Held(null, Noon), held: 6).ShouldBe(new LeaseDecision.Stale(7));
    }

    [Fact]
    public void A_shard_that_is_done_needs_nobody() => Decide(Done(0)).ShouldBe(new LeaseDecision.Finished());

    [Fact]
    public void A_fence_only_ever_rises_whatever_the_clocks_say()
    {
        var random = new Random(42);
        ShardCheckpoint? current = null;
        var fence = 0L;
        for (var i = 0; i < 1_000; i++)
        {
            var now = Noon.AddMinutes(i + random.Next(-10, 11));
            var owner = random.Next(3) == 0 ? "a" : "b";
            if (LeaseDecision.Decide(current, owner, now, Minute) is LeaseDecision.Take { Lease: var lease })
            {
                lease.Fence.ShouldBe(fence + 1);
                fence = lease.Fence;
                current = ShardCheckpoint.Taken(Key(0), lease, current);
            }
        }

        fence.ShouldBeGreaterThan(100);
    }

    private static ShardCheckpoint Held(string? owner, DateTimeOffset until) =>
        At(0, "42", lease: new Lease(owner, until, 7));

    private static LeaseDecision Decide(ShardCheckpoint? current, long? held = null) =>
        LeaseDecision.Decide(current, "me", Noon, Minute, held);
}
