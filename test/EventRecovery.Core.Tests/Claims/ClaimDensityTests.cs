using System.Globalization;

namespace EventRecovery.Claims;

public sealed class ClaimDensityTests
{
    [Theory]
    [InlineData("nothing yet", 0, 4, 4, "7.00:00:00")]
    [InlineData("1,707 earthquakes in a week", 0.0028, 4, 4, "7.00:00:00")]
    [InlineData("a quiet stream", 1, 4, 4, "7.00:00:00")]
    [InlineData("a busy shard", 100, 1, 1, "00:15:00")]
    [InlineData("three full shards", 3_000, 3, 4, "00:01:00")]
    [InlineData("a thousand busy shards", 100_000, 1_000, 1_024, "00:15:00")]
    [InlineData("one shard of large aggregates", 100_000, 1, 8, "00:01:00")]
    public void A_log_holds_a_number_of_events_that_can_be_read(
        string stream,
        double eventsPerSecond,
        int shards,
        int slots,
        string window
    )
    {
        var rule = ClaimDensity.Choose(eventsPerSecond, shards, DateTimeOffset.UnixEpoch);

        (rule.Slots, rule.Window).ShouldBe((slots, TimeSpan.Parse(window, CultureInfo.InvariantCulture)), stream);
    }

    [Fact]
    public void Where_the_rate_allows_it_the_logs_stay_within_the_bounds()
    {
        for (var rate = 0.1; rate < 10_000_000; rate *= 3)
        {
            for (var shards = 1; shards <= 4_096; shards = (shards * 2) + 1)
            {
                var rule = ClaimDensity.Choose(rate, shards, DateTimeOffset.UnixEpoch);
                var events = rate * rule.Window.TotalSeconds / rule.Slots;
                var longest = rate * ClaimLayoutRule.MaxWindow.TotalSeconds / rule.Slots;
                events.ShouldBeInRange(
                    Math.Min(ClaimDensity.FewestEvents, longest),
                    ClaimDensity.MostEvents,
                    $"{rate}/s, {shards} shards"
                );
            }
        }
    }
}
