using EventRecovery.Engine;
using EventRecovery.Replay;
using EventRecovery.Replay.Checkpoints;
using EventRecovery.Streams;

namespace EventRecovery.Testing.Replay;

/// <summary>What every checkpoint store must do. Each test has a run of its own, so one table may serve all of them.</summary>
public abstract class CheckpointStoreContract
{
    private static readonly DateTimeOffset Eight = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);
    private static readonly ShardKey Shard = new(
        new StreamName("event_stream"),
        Eight.AddDays(-3),
        new ShardId("shardId-000000000007")
    );

    protected abstract ICheckpointStore Store { get; }

    private static RunId Run => new(TestContext.Current.Test!.UniqueID[..RunId.MaxLength]);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_shard_that_nobody_touched_has_no_checkpoint()
    {
        (await Store.FindAsync(Run, Shard, Cancelled)).ShouldBeNull();
        (await Store.LoadAsync(Run, Cancelled)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Everything_that_is_saved_comes_back()
    {
        var taken = await TakeAsync("a");
        var saved = taken.Next() with
        {
            Position = new ShardPosition.After(new RecordPosition(new SequenceNumber(new string('9', 56)), 3)),
            Counts = new ReplayCounts(1, 2, 3, 4, 5, 6.5m, new BatchCounts(1, 2, 3, 4, 5, 6, 7, 8, 9)),
            ReadUpTo = Eight.AddMilliseconds(250),
            ReachedWindow = true,
            Expired = new ReplayWindow(Eight, Eight.AddMinutes(20)),
            Failure = new ShardFailure(2, "Access to the table was denied. Grant dynamodb:PutItem and resume."),
        };

        (await Store.SaveAsync(Run, saved, Cancelled)).ShouldBe(SaveOutcome.Saved);

        (await Store.FindAsync(Run, Shard, Cancelled)).ShouldBe(saved);
        (await Store.LoadAsync(Run, Cancelled)).ShouldHaveSingleItem().ShouldBe(saved);
    }

    [Fact]
    public async Task Every_kind_of_position_comes_back()
    {
        var checkpoint = await TakeAsync("a");
        foreach (
            var position in new ShardPosition[]
            {
                ShardPosition.Beginning,
                new ShardPosition.After(new RecordPosition(new SequenceNumber("1"))),
                new ShardPosition.After(new RecordPosition(new SequenceNumber("1"), 0)),
                new ShardPosition.Done(ShardEnd.Closed),
                new ShardPosition.Done(ShardEnd.PastWindow),
            }
        )
        {
            checkpoint = checkpoint.Next() with { Position = position };
            await Store.SaveAsync(Run, checkpoint, Cancelled);

            (await Store.FindAsync(Run, Shard, Cancelled))!.Position.ShouldBe(position);
        }
    }

    [Fact]
    public async Task A_run_loads_its_own_shards_and_all_of_them()
    {
        var other = new RunId("x" + Run.Value[1..]);
        foreach (var number in Enumerable.Range(0, 30))
        {
            var key = Shard with { Shard = new ShardId($"shardId-{number:D12}") };
            var taken = ShardCheckpoint.Taken(key, new Lease("a", Eight, 1), seen: null);
            await Store.AcquireAsync(Run, null, taken, Cancelled);
            await Store.AcquireAsync(other, null, taken, Cancelled);
        }

        var loaded = await Store.LoadAsync(Run, Cancelled);

        loaded
            .Select(checkpoint => checkpoint.Key.Shard.Value)
            .Order()
            .ShouldBe(Enumerable.Range(0, 30).Select(number => $"shardId-{number:D12}"));
    }

    [Fact]
    public async Task A_later_stream_of_the_same_name_has_shards_of_its_own()
    {
        await TakeAsync("a");

        (await Store.FindAsync(Run, Shard with { StreamCreatedAt = Eight }, Cancelled)).ShouldBeNull();
    }

    [Fact]
    public async Task Of_two_that_take_a_new_shard_at_once_one_gets_it()
    {
        var takers = Enumerable.Range(0, 8).Select(i => Taken($"owner-{i}", 1, seen: null)).ToList();

        var got = await Task.WhenAll(takers.Select(taken => Store.AcquireAsync(Run, null, taken, Cancelled)));

        got.Count(mine => mine).ShouldBe(1);
        var stored = await Store.FindAsync(Run, Shard, Cancelled);
        stored.ShouldBe(takers[got.IndexOf(true)]);
    }

    [Fact]
    public async Task Of_two_that_take_over_one_gets_it()
    {
        var seen = await TakeAsync("dead");

        (await Store.AcquireAsync(Run, seen, Taken("a", 2, seen), Cancelled)).ShouldBeTrue();
        (await Store.AcquireAsync(Run, seen, Taken("b", 2, seen), Cancelled)).ShouldBeFalse();
    }

    [Fact]
    public async Task An_owner_that_has_saved_since_keeps_its_lease()
    {
        var seen = await TakeAsync("slow");
        await Store.SaveAsync(Run, seen.Next(), Cancelled);

        (await Store.AcquireAsync(Run, seen, Taken("a", 2, seen), Cancelled)).ShouldBeFalse();
    }

    [Fact]
    public async Task Taking_again_what_a_lost_answer_gave_is_mine()
    {
        var seen = await TakeAsync("dead");
        var taken = Taken("a", 2, seen);
        await Store.AcquireAsync(Run, seen, taken, Cancelled);

        (await Store.AcquireAsync(Run, seen, taken, Cancelled)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_stale_owner_is_fenced_and_changes_nothing()
    {
        var stale = await TakeAsync("stale");
        var taken = Taken("a", 2, stale);
        await Store.AcquireAsync(Run, stale, taken, Cancelled);

        (await Store.SaveAsync(Run, stale.Next(), Cancelled)).ShouldBe(SaveOutcome.Fenced);
        (await Store.FindAsync(Run, Shard, Cancelled)).ShouldBe(taken);
    }

    [Fact]
    public async Task A_save_that_is_repeated_is_saved()
    {
        var next = (await TakeAsync("a")).Next();
        await Store.SaveAsync(Run, next, Cancelled);

        (await Store.SaveAsync(Run, next, Cancelled)).ShouldBe(SaveOutcome.Saved);
    }

    [Fact]
    public async Task An_owners_own_late_save_does_not_move_the_shard_backwards()
    {
        var first = (await TakeAsync("a")).Next();
        var second = first.Next() with { Position = new ShardPosition.Done(ShardEnd.Closed) };
        await Store.SaveAsync(Run, second, Cancelled);

        (await Store.SaveAsync(Run, first, Cancelled)).ShouldBe(SaveOutcome.Fenced);
        (await Store.FindAsync(Run, Shard, Cancelled)).ShouldBe(second);
    }

    [Fact]
    public async Task A_shard_that_was_never_taken_cannot_be_saved() =>
        (await Store.SaveAsync(Run, Taken("a", 1, seen: null), Cancelled)).ShouldBe(SaveOutcome.Fenced);

    private static ShardCheckpoint Taken(string owner, long fence, ShardCheckpoint? seen) =>
        ShardCheckpoint.Taken(Shard, new Lease(owner, Eight.AddMinutes(1), fence), seen);

    private async Task<ShardCheckpoint> TakeAsync(string owner)
    {
        var taken = Taken(owner, 1, seen: null);
        (await Store.AcquireAsync(Run, null, taken, Cancelled)).ShouldBeTrue();
        return taken;
    }
}
