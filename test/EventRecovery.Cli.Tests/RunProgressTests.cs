using EventRecovery.Cli.Replay;

namespace EventRecovery.Cli.Tests;

public sealed class RunProgressTests
{
    private static readonly DateTimeOffset From = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_shard_is_as_far_as_the_last_record_that_was_read()
    {
        var reply = At(15, records: 0);

        RunProgress.ShareOf(reply.Shards[0], reply).ShouldBe(0.25);
        RunProgress.ShareOf(new ReplyShard("b", "done"), reply).ShouldBe(1);
        RunProgress.ShareOf(new ReplyShard("c", "waiting"), reply).ShouldBe(0);
    }

    [Fact]
    public void Two_looks_give_a_pace_and_the_time_left()
    {
        var progress = RunProgress.Of(At(30, records: 3_000), At(15, records: 1_000), TimeSpan.FromSeconds(10));

        (progress.Share, progress.RecordsPerSecond, progress.Left).ShouldBe((0.5, 200, TimeSpan.FromSeconds(20)));
        progress.PaceOfShards["a"].ShouldBe(200);
    }

    [Fact]
    public void A_run_that_does_not_move_has_no_end_in_sight()
    {
        var progress = RunProgress.Of(At(15, records: 5), At(15, records: 5), TimeSpan.FromSeconds(10));

        (progress.Share, progress.RecordsPerSecond, progress.Left).ShouldBe((0.25, 0, null));
        progress.PaceOfShards.ShouldBeEmpty();
    }

    private static ReplayReply At(int minute, long records) =>
        new()
        {
            From = From,
            To = From.AddHours(1),
            Shards =
            [
                new ReplyShard(
                    "a",
                    "leased",
                    ReadUpTo: From.AddMinutes(minute),
                    Counts: new ReplyCounts { Records = records }
                ),
            ],
            Counts = new ReplyCounts { Records = records },
        };
}
