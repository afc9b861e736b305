using EventRecovery.Replay.Checkpoints;
using EventRecovery.Replay.Reading;
using EventRecovery.Streams;
using static EventRecovery.Replay.SomeShards;

namespace EventRecovery.Replay;

public class ShardProgressTests
{
    private static readonly ShardIterator More = new("more");
    private static readonly ShardProgress Open = new(Window, OpenAsOf: Noon, ShardProgress.DefaultSlack);
    private static readonly ShardProgress Closed = Open with { OpenAsOf = null };

    [Fact]
    public void Trap_1_an_empty_page_with_an_iterator_is_not_the_end() =>
        Open.EndAfter(Page(More, Noon - Eight), Noon).ShouldBeNull();

    [Fact]
    public void Trap_2_being_zero_behind_is_not_the_end_while_the_window_lasts() =>
        Open.EndAfter(Page(More, TimeSpan.Zero), HalfPastNine.AddSeconds(30)).ShouldBeNull();

    [Fact]
    public void Trap_2_being_zero_behind_with_records_is_not_the_tip_since_more_of_that_millisecond_may_follow()
    {
        var last = Record(HalfPastNine.AddSeconds(-1));

        Open.EndAfter(Page(More, TimeSpan.Zero, last), Noon).ShouldBeNull();
        Open.EndAfter(Page(More, TimeSpan.Zero), Noon).ShouldBe(ShardEnd.PastWindow);
    }

    [Fact]
    public void Trap_2_the_end_is_a_position_past_the_window_and_slack_also_on_an_empty_page()
    {
        var slackEnds = HalfPastNine + ShardProgress.DefaultSlack;
        var certain = slackEnds + ShardProgress.ClockError;

        Open.EndAfter(Page(More, Noon - certain), Noon).ShouldBeNull("a fast clock would skip what comes next");
        Open.EndAfter(Page(More, Noon - certain.AddSeconds(1)), Noon).ShouldBe(ShardEnd.PastWindow);
        Open.EndAfter(Page(More, TimeSpan.Zero), slackEnds).ShouldBeNull();
        Open.EndAfter(Page(More, TimeSpan.Zero), slackEnds.AddSeconds(1)).ShouldBe(ShardEnd.PastWindow);
    }

    [Fact]
    public void Trap_2_a_null_iterator_is_the_end_of_a_closed_shard() =>
        Closed.EndAfter(Page(null, TimeSpan.Zero), Noon).ShouldBe(ShardEnd.Closed);

    [Fact]
    public void Trap_3_a_late_record_neither_belongs_to_the_window_nor_ends_the_shard()
    {
        var late = Record(HalfPastNine.AddSeconds(2));

        Open.Includes(late).ShouldBeFalse();
        Open.EndAfter(Page(More, Noon - late.ArrivedAt, late), Noon).ShouldBeNull();
        Open.Includes(Record(HalfPastNine.AddSeconds(-1))).ShouldBeTrue("it came after the late one, but in time");
    }

    [Fact]
    public void Trap_3_records_long_past_the_window_end_it()
    {
        var past = Record(HalfPastNine.AddMinutes(2));

        Closed.EndAfter(Page(More, Noon - past.ArrivedAt, past), Noon).ShouldBe(ShardEnd.PastWindow);
        Closed.EndAfter(Page(null, TimeSpan.Zero, past), Noon).ShouldBe(ShardEnd.PastWindow);
    }

    [Fact]
    public void Trap_4_records_before_the_window_are_skipped_one_by_one()
    {
        Open.Includes(Record(Eight.AddTicks(-1))).ShouldBeFalse();
        Open.Includes(Record(Eight)).ShouldBeTrue();
        Open.Includes(Record(HalfPastNine)).ShouldBeFalse();
    }

    [Fact]
    public void A_page_with_records_is_where_its_records_say_not_where_a_clock_says()
    {
        var inWindow = Record(Eight.AddMinutes(5));

        Open.EndAfter(Page(More, TimeSpan.FromMinutes(1), inWindow), Noon).ShouldBeNull();
    }

    [Fact]
    public void A_closed_shard_may_end_within_the_window_so_no_clock_ends_it() =>
        Closed.EndAfter(Page(More, TimeSpan.Zero), Noon).ShouldBeNull();

    [Fact]
    public void A_shard_last_seen_open_before_the_window_ended_may_have_been_split_in_it() =>
        (Open with { OpenAsOf = HalfPastNine.AddTicks(-1) }).EndAfter(Page(More, TimeSpan.Zero), Noon).ShouldBeNull();

    private static ShardPage Page(ShardIterator? next, TimeSpan behind, params StreamRecord[] records) =>
        new(records, next, behind);

    private static StreamRecord Record(DateTimeOffset arrived) => new(new SequenceNumber("1"), "key", arrived, default);
}
