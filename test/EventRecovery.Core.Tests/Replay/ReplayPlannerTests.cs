using EventRecovery.Replay.Checkpoints;
using EventRecovery.Replay.Planning;
using EventRecovery.Streams;
using static EventRecovery.Replay.SomeShards;

namespace EventRecovery.Replay;

public class ReplayPlannerTests
{
    private static readonly ShardStart JustBefore = new ShardStart.AtTimestamp(Eight.AddSeconds(-1));
    private static readonly ShardStart Horizon = new ShardStart.TrimHorizon();

    [Fact]
    public void Roots_are_ready_and_open_just_before_the_window()
    {
        var plan = Plan(new SomeShards().Roots(3));

        plan.Ready.Count().ShouldBe(3);
        plan.Ready.ShouldAllBe(shard => shard.Opening!.Start == JustBefore);
    }

    [Fact]
    public void A_split_child_waits_for_its_parent()
    {
        var plan = Plan(new SomeShards().Roots().Split(0));

        plan.Ready.ShouldHaveSingleItem().Shard.Id.ShouldBe(Id(0));
        Of(plan, 1).Stage.ShouldBe(ShardStage.Waiting);
        Of(plan, 1).WaitsFor.ShouldBe([Id(0)]);
    }

    [Fact]
    public void A_split_opens_both_children_at_their_first_record()
    {
        var plan = Plan(new SomeShards().Roots().Split(0), Done(0));

        plan.Ready.Select(shard => shard.Shard.Id).ShouldBe([Id(1), Id(2)]);
        plan.Ready.ShouldAllBe(shard => shard.Opening!.Start == Horizon);
    }

    [Fact]
    public void A_merge_child_waits_for_both_parents()
    {
        var shards = new SomeShards().Roots(2).Merge(0, 1);

        Of(Plan(shards, Done(0)), 2).WaitsFor.ShouldBe([Id(1)]);
        Of(Plan(shards, Done(1)), 2).WaitsFor.ShouldBe([Id(0)]);
        Of(Plan(shards, Done(0), Done(1)), 2).Stage.ShouldBe(ShardStage.Ready);
    }

    [Fact]
    public void A_merge_that_is_split_again_is_walked_to_its_end()
    {
        var shards = new SomeShards().Roots(2).Merge(0, 1).Split(2).Split(3);

        Ready(Plan(shards)).ShouldBe([0, 1]);
        Ready(Plan(shards, Done(0), Done(1))).ShouldBe([2]);
        Ready(Plan(shards, Done(0), Done(1), Done(2))).ShouldBe([3, 4]);
        Ready(Plan(shards, Done(0), Done(1), Done(2), Done(3))).ShouldBe([4, 5, 6]);
        Plan(shards, Done(0), Done(1), Done(2), Done(3), Done(4), Done(5), Done(6)).IsComplete.ShouldBeTrue();
    }

    [Fact]
    public void A_parent_that_a_complete_listing_no_longer_has_is_over()
    {
        var plan = Plan(new SomeShards().Roots(2).Merge(0, 1).Split(2).Expire(0).Expire(1).Expire(2));

        Ready(plan).ShouldBe([3, 4]);
        plan.Ready.ShouldAllBe(shard => shard.Opening!.Start == JustBefore);
        plan.Lost.ShouldBeEmpty();
    }

    [Fact]
    public void A_merge_child_with_one_expired_parent_waits_for_the_other()
    {
        var plan = Plan(new SomeShards().Roots(2).Merge(0, 1).Expire(0));

        Of(plan, 2).WaitsFor.ShouldBe([Id(1)]);
    }

    [Fact]
    public void What_a_parent_held_that_expired_before_the_run_came_to_it_may_be_missing_below_it()
    {
        var read = Done(1) with { ReadUpTo = Eight.AddMinutes(5) };
        var shards = new SomeShards().Roots(2).Merge(0, 1);

        Of(Plan(shards, Done(0) with { ReadUpTo = Eight.AddMinutes(3) }, read), 2).Since.ShouldBe(Eight.AddMinutes(5));
        Of(Plan(shards.Expire(0), read), 2).Since.ShouldBe(Eight);
    }

    [Fact]
    public void A_shard_the_run_had_begun_and_that_expired_is_lost_from_its_checkpoint_on()
    {
        var begun = At(0, "42") with { ReadUpTo = Eight.AddMinutes(5) };

        var plan = Plan(new SomeShards().Roots().Split(0).Expire(0), begun);

        plan.Lost.ShouldHaveSingleItem()
            .ShouldBe(new LostShard(Id(0), new RecordPosition(new SequenceNumber("42")), Eight.AddMinutes(5)));
        Ready(plan).ShouldBe([1, 2]);
    }

    [Fact]
    public void A_child_of_a_shard_that_had_nothing_of_the_window_may_be_older_than_it_and_opens_just_before_it()
    {
        var plan = Plan(new SomeShards().Roots().Split(0), Done(0, reached: false));

        plan.Ready.ShouldAllBe(shard => shard.Opening!.Start == JustBefore);
    }

    [Fact]
    public void Children_of_a_shard_that_outlived_the_window_are_not_read_nor_theirs()
    {
        var plan = Plan(new SomeShards().Roots(2).Merge(0, 1).Split(2), Done(0, ShardEnd.PastWindow), Done(1));

        plan.In(ShardStage.AfterWindow).Select(shard => shard.Shard.Id).ShouldBe([Id(2), Id(3), Id(4)]);
        plan.IsComplete.ShouldBeTrue();
    }

    [Fact]
    public void A_shard_that_was_begun_opens_after_its_last_finished_record()
    {
        var opening = Of(Plan(new SomeShards().Roots(), At(0, "42")), 0).Opening!;

        opening.ShouldBe(new ShardOpening(new ShardStart.AfterSequence(new SequenceNumber("42"))));
    }

    [Fact]
    public void A_half_done_aggregate_is_opened_again_and_its_finished_events_are_skipped()
    {
        var opening = Of(Plan(new SomeShards().Roots(), At(0, "42", sub: 3)), 0).Opening!;

        opening.Start.ShouldBe(new ShardStart.AtSequence(new SequenceNumber("42")));
        opening.FinishedInFirst.ShouldBe(new RecordPosition(new SequenceNumber("42"), 3));
    }

    [Fact]
    public void A_shard_with_a_live_lease_is_left_to_its_owner_and_ready_when_the_lease_ends()
    {
        var shards = new SomeShards().Roots();
        var owned = At(0, "42", lease: new Lease("other", Noon.AddSeconds(1), 3));

        Of(Plan(shards, owned), 0).Stage.ShouldBe(ShardStage.Leased);
        Of(Plan(shards, owned with { Lease = owned.Lease with { EndsAt = Noon } }), 0).Stage.ShouldBe(ShardStage.Ready);
    }

    [Fact]
    public void A_failed_shard_holds_back_its_children_until_the_next_attempt()
    {
        var shards = new SomeShards().Roots().Split(0);
        var failed = At(0, "42") with { Failure = new ShardFailure(Attempt: 1, "access denied") };

        var now = ReplayPlanner.Plan(ShardLineage.Of(shards.Listing), Window, [failed], attempt: 1, Noon);
        var next = ReplayPlanner.Plan(ShardLineage.Of(shards.Listing), Window, [failed], attempt: 2, Noon);

        Of(now, 0).Stage.ShouldBe(ShardStage.Failed);
        now.IsStuck.ShouldBeTrue();
        Ready(next).ShouldBe([0]);
    }

    [Fact]
    public void Shards_in_a_circle_are_never_started()
    {
        var circle = new SomeShards().Add(Id(1), null, HashKeyRange.All).Add(Id(0), null, HashKeyRange.All);

        var plan = Plan(circle);

        plan.IsStuck.ShouldBeTrue();
        plan.Problems.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_child_never_starts_before_its_parents_whatever_the_history()
    {
        var listing = ShardLineageTests.Generations(6);
        var lineage = ShardLineage.Of(listing);
        var done = new Dictionary<ShardId, ShardCheckpoint>();
        var random = new Random(42);
        var started = new HashSet<ShardId>();

        while (ReplayPlanner.Plan(lineage, Window, done.Values, 1, Noon) is { IsComplete: false } plan)
        {
            var ready = plan.Ready.ToList();
            var next = ready[random.Next(ready.Count)].Shard;
            started.Add(next.Id).ShouldBeTrue("a shard starts once");
            ShardLineage.DeclaredParents(next).ShouldAllBe(parent => done.ContainsKey(parent));
            done.Add(next.Id, Done(int.Parse(next.Id.Value.AsSpan(8))));
        }

        started.Count.ShouldBe(listing.Count);
    }

    private static ReplayPlan Plan(SomeShards shards, params ShardCheckpoint[] saved) =>
        ReplayPlanner.Plan(ShardLineage.Of(shards.Listing), Window, saved, attempt: 1, Noon);

    private static PlannedShard Of(ReplayPlan plan, int shard) =>
        plan.Shards.Single(planned => planned.Shard.Id == Id(shard));

    private static IEnumerable<int> Ready(ReplayPlan plan) =>
        plan.Ready.Select(shard => int.Parse(shard.Shard.Id.Value.AsSpan("shardId-".Length))).Order();
}
