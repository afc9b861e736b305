using EventRecovery.Replay.Planning;
using EventRecovery.Streams;
using static EventRecovery.Replay.SomeShards;

namespace EventRecovery.Replay;

public class WindowOutlookTests
{
    private static readonly StreamDescription Stream = new(
        new StreamName("event_stream"),
        Eight.AddDays(-30),
        Retention: TimeSpan.FromHours(24),
        OpenShards: 1
    );

    [Fact]
    public void A_window_within_the_retention_is_all_there_and_tells_when_its_oldest_record_leaves()
    {
        var outlook = WindowOutlook.Of(Window, Stream, Noon);

        outlook.HasRecords.ShouldBeTrue();
        outlook.Gone.ShouldBeNull();
        outlook.NotYet.ShouldBeNull();
        outlook.ExpiresAt.ShouldBe(Eight.AddHours(24));
        outlook.Warnings().ShouldBeEmpty();
    }

    [Fact]
    public void Trap_4_a_window_partly_before_the_trim_horizon_says_exactly_what_is_lost()
    {
        var outlook = WindowOutlook.Of(Window, Stream, Eight.AddHours(24).AddMinutes(20));

        outlook.HasRecords.ShouldBeTrue();
        outlook.Gone.ShouldBe(new ReplayWindow(Eight, Eight.AddMinutes(20)));
        outlook.GoneBecause.ShouldBe(GoneReason.Expired);
        outlook.Warnings().ShouldHaveSingleItem().ShouldContain("archive");
    }

    [Fact]
    public void A_window_wholly_before_the_trim_horizon_has_nothing_to_read()
    {
        var outlook = WindowOutlook.Of(Window, Stream, Eight.AddDays(3));

        outlook.HasRecords.ShouldBeFalse();
        outlook.Gone.ShouldBe(Window);
    }

    [Fact]
    public void A_stream_that_was_created_again_within_the_window_never_held_what_came_before()
    {
        var again = Stream with { CreatedAt = Eight.AddMinutes(10) };

        var outlook = WindowOutlook.Of(Window, again, Noon);

        outlook.Gone.ShouldBe(new ReplayWindow(Eight, Eight.AddMinutes(10)));
        outlook.GoneBecause.ShouldBe(GoneReason.StreamIsYounger);
    }

    [Fact]
    public void A_window_in_the_future_has_nothing_to_read_and_says_when_to_start()
    {
        var outlook = WindowOutlook.Of(Window, Stream, Eight.AddMinutes(-1));

        outlook.HasRecords.ShouldBeFalse();
        outlook.Warnings().ShouldHaveSingleItem().ShouldContain("Start after 2026-11-22T08:00:00");
    }

    [Fact]
    public void A_window_that_is_still_open_is_read_and_waited_for()
    {
        var outlook = WindowOutlook.Of(Window, Stream, Eight.AddMinutes(30));

        outlook.HasRecords.ShouldBeTrue();
        outlook.NotYet.ShouldBe(new ReplayWindow(Eight.AddMinutes(30), HalfPastNine));
    }

    [Fact]
    public void An_empty_window_has_nothing_to_read()
    {
        var outlook = WindowOutlook.Of(new ReplayWindow(Eight, Eight), Stream, Noon);

        outlook.HasRecords.ShouldBeFalse();
        outlook.Warnings().ShouldHaveSingleItem().ShouldContain("empty");
    }
}
