using EventRecovery.Replay.Planning;
using EventRecovery.Streams;
using static EventRecovery.Replay.SomeShards;

namespace EventRecovery.Replay;

public class ShardLineageTests
{
    [Fact]
    public void Parents_come_before_children_however_they_are_listed()
    {
        var listing = new SomeShards().Roots(2).Split(0).Merge(3, 1).Split(4).Listing;

        var order = ShardLineage.Of(listing.Reverse()).InOrder.Select(shard => shard.Id).ToList();

        order.Count.ShouldBe(7);
        order.IndexOf(Id(0)).ShouldBeLessThan(order.IndexOf(Id(3)));
        order.IndexOf(Id(1)).ShouldBeLessThan(order.IndexOf(Id(4)));
        order.IndexOf(Id(3)).ShouldBeLessThan(order.IndexOf(Id(4)));
        order.IndexOf(Id(4)).ShouldBeLessThan(order.IndexOf(Id(5)));
    }

    [Fact]
    public void What_resharding_makes_has_no_problems()
    {
        var listing = new SomeShards().Roots(4).Split(0).Merge(5, 1).Split(6).Merge(2, 3).Expire(0).Expire(1).Listing;

        ShardLineage.Of(listing).Problems.ShouldBeEmpty();
    }

    [Fact]
    public void A_shard_on_two_pages_of_the_listing_counts_once_and_closed()
    {
        var open = new SomeShards().Roots().Listing;
        var closed = new SomeShards().Roots().Split(0).Listing;

        var lineage = ShardLineage.Of([.. closed, .. open]);

        lineage.InOrder.Count.ShouldBe(3);
        lineage.Find(Id(0))!.IsOpen.ShouldBeFalse();
    }

    [Fact]
    public void Shards_that_descend_from_each_other_are_a_problem()
    {
        var listing = new SomeShards().Add(Id(1), null, HashKeyRange.All).Add(Id(0), null, HashKeyRange.All).Listing;

        ShardLineage.Of(listing).Problems.ShouldContain(problem => problem.Message.Contains("descends from"));
    }

    [Fact]
    public void A_shard_that_is_its_own_parent_is_a_problem()
    {
        var listing = new SomeShards().Add(Id(0), null, HashKeyRange.All).Listing;

        ShardLineage.Of(listing).Problems.ShouldHaveSingleItem().Shard.ShouldBe(Id(0));
    }

    [Fact]
    public void A_child_that_holds_keys_its_parent_did_not_is_a_problem()
    {
        var listing = new SomeShards().Roots(2).Add(Id(0), null, HashKeyRange.All).Listing;

        ShardLineage.Of(listing).Problems.ShouldHaveSingleItem().Message.ShouldContain("keys");
    }

    [Fact]
    public void An_adjacent_parent_without_a_parent_is_a_problem()
    {
        var listing = new SomeShards().Roots().Add(null, Id(0), HashKeyRange.All).Listing;

        ShardLineage.Of(listing).Problems.ShouldHaveSingleItem().Shard.ShouldBe(Id(1));
    }

    [Fact]
    public void Twice_the_shards_take_about_twice_the_memory_not_four_times()
    {
        var small = BytesFor(Generations(10));
        var large = BytesFor(Generations(11));

        ((double)large / small).ShouldBeLessThan(2.5);
    }

    internal static IReadOnlyList<ShardDescription> Generations(int count)
    {
        var shards = new SomeShards().Roots();
        for (var shard = 0; shard < (1 << count) - 1; shard++)
        {
            shards.Split(shard);
        }

        return shards.Listing;
    }

    private static long BytesFor(IReadOnlyList<ShardDescription> listing)
    {
        ShardLineage.Of(listing);
        var before = GC.GetAllocatedBytesForCurrentThread();
        ReplayPlanner.Plan(ShardLineage.Of(listing), Window, [], attempt: 1, Noon);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
