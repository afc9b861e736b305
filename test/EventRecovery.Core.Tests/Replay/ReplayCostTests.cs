using System.Globalization;
using EventRecovery.Replay.Running;
using static EventRecovery.Replay.SomeShards;

namespace EventRecovery.Replay;

/// <summary>What a replay costs at the size and with the limits it has on AWS.</summary>
public class ReplayCostTests
{
    [Fact]
    public async Task Full_pages_cost_a_call_per_nine_thousand_events_at_most_and_checkpoints_are_rarer()
    {
        // 120,000 events of one shard, within the window: 25 a second.
        var world = new ReplayWorld().At(Eight).Put(120_000, TimeSpan.FromMilliseconds(40)).At(Noon);

        var answer = await world.Start(with: _ => ReplayOptions.Default).ReplayAsync();

        answer.State.ShouldBe(RunState.Complete);
        var (counts, thousands) = (answer.Counts, answer.Counts.Events.Recovered / 1_000m);
        counts.Events.Recovered.ShouldBe(120_000);
        (counts.GetRecordsCalls / thousands).ShouldBeLessThanOrEqualTo(0.11m);
        (counts.CheckpointWrites / thousands).ShouldBeLessThanOrEqualTo(0.1m);
        (counts.WriteUnits / thousands).ShouldBeLessThanOrEqualTo(60);
        TestContext.Current.TestOutputHelper!.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"a thousand events: {counts.GetRecordsCalls / thousands:F3} GetRecords calls, {counts.CheckpointWrites / thousands:F3} checkpoint writes, {counts.WriteUnits / thousands:F1} write units"
            )
        );
    }
}
