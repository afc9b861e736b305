using EventRecovery.Replay.Planning;
using EventRecovery.Streams;
using static EventRecovery.Replay.SomeShards;

namespace EventRecovery.Replay;

public class ShardOpeningTests
{
    [Fact]
    public void A_root_opens_a_whole_second_early_because_the_client_rounds_to_seconds()
    {
        Open(new ReplayWindow(Eight.AddMilliseconds(400), HalfPastNine), Noon).ShouldBe(Eight.AddSeconds(-1));
        Open(new ReplayWindow(Eight.AddMilliseconds(999), HalfPastNine), Noon).ShouldBe(Eight.AddSeconds(-1));
    }

    [Fact]
    public void Trap_5_a_timestamp_in_the_future_is_clamped_below_now()
    {
        Open(Window, Eight.AddSeconds(-30.5)).ShouldBe(Eight.AddSeconds(-36));
        Open(Window, Eight.AddSeconds(1)).ShouldBe(Eight.AddSeconds(-4));
    }

    private static DateTimeOffset Open(ReplayWindow window, DateTimeOffset now) =>
        ShardOpening.At(window, now).Start.ShouldBeOfType<ShardStart.AtTimestamp>().Time;
}
