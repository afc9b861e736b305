using EventRecovery.Replay.Checkpoints;
using EventRecovery.Streams;
using static EventRecovery.Replay.SomeShards;

namespace EventRecovery.Replay;

public class CheckpointMoveTests
{
    [Fact]
    public void A_shard_that_somebody_works_on_is_not_moved() =>
        Decide(At("500", "worker", Noon.AddSeconds(1)), After("100"))
            .ShouldBe(new CheckpointMove.HeldBy("worker", Noon.AddSeconds(1)));

    [Fact]
    public void By_force_it_is_and_the_fence_refuses_the_worker()
    {
        var moved = Allowed(At("500", "worker", Noon.AddSeconds(1)), After("100"), force: true).Moved;

        moved.Lease.ShouldBe(new Lease("operator-00000000000000000000000000000007", Noon, 8));
        moved.Position.ShouldBe(After("100"));
        moved.Revision.ShouldBe(0);
    }

    [Fact]
    public void A_lease_that_is_over_or_free_does_not_hold_it()
    {
        Allowed(At("500", "worker", Noon), After("100"));
        Allowed(At("500", null, Noon.AddMinutes(1)), After("100"));
    }

    [Fact]
    public void Whoever_comes_next_may_take_it_at_once()
    {
        var moved = Allowed(At("500", null, Noon), After("100")).Moved;

        LeaseDecision
            .Decide(moved, "next", Noon, TimeSpan.FromMinutes(1))
            .ShouldBe(new LeaseDecision.Take(new Lease("next", Noon.AddMinutes(1), 9)));
    }

    [Theory]
    [InlineData("500", "499", MoveDirection.Back)]
    [InlineData("500", "1000", MoveDirection.Forward)]
    public void Going_back_forgets_how_far_it_was_read_and_going_on_does_not(
        string from,
        string to,
        MoveDirection direction
    )
    {
        var move = Allowed(At(from, null, Noon), After(to));

        move.Direction.ShouldBe(direction);
        move.Moved.ReadUpTo.ShouldBe(direction == MoveDirection.Back ? null : HalfPastNine);
    }

    [Fact]
    public void The_beginning_is_before_everything_and_done_behind_it()
    {
        var done = new ShardPosition.Done(ShardEnd.Closed);

        Allowed(At("5", null, Noon), ShardPosition.Beginning).Direction.ShouldBe(MoveDirection.Back);
        Allowed(At("5", null, Noon), done).Direction.ShouldBe(MoveDirection.Forward);
        Allowed(At("5", null, Noon) with { Position = done }, After("9")).Direction.ShouldBe(MoveDirection.Back);
    }

    [Fact]
    public void Where_it_is_already_nothing_is_to_be_done_not_even_under_a_live_lease() =>
        Decide(At("500", "worker", Noon.AddMinutes(1)), After("500")).ShouldBe(new CheckpointMove.Unchanged());

    private static CheckpointMove.Allowed Allowed(ShardCheckpoint current, ShardPosition to, bool force = false) =>
        Decide(current, to, force).ShouldBeOfType<CheckpointMove.Allowed>();

    private static CheckpointMove Decide(ShardCheckpoint current, ShardPosition to, bool force = false) =>
        CheckpointMove.Decide(current, to, Noon, token: 7, force);

    private static ShardCheckpoint At(string sequence, string? owner, DateTimeOffset until) =>
        new(new ShardKey(new StreamName("s"), Eight, Id(0)), new Lease(owner, until, 7), After(sequence), Revision: 3)
        {
            ReadUpTo = HalfPastNine,
        };

    private static ShardPosition.After After(string sequence) => new(new RecordPosition(new SequenceNumber(sequence)));
}
