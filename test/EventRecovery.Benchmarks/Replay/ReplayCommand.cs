using System.CommandLine;
using System.Text.Json;

namespace EventRecovery.Benchmarks.Replay;

/// <summary><c>replay</c>: the throughput of a replay beside a bare GetRecords loop over the same shards.</summary>
internal static class ReplayCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private static readonly Option<int> Events = new("--events")
    {
        Description = "Events in memory, over all shards.",
        DefaultValueFactory = _ => 240_000,
    };

    private static readonly Option<int> Shards = new("--shards")
    {
        Description = "Shards of the source stream. A shard at its limit takes about half a core to recover.",
        DefaultValueFactory = _ => 2,
    };

    private static readonly Option<int> EmulatorEvents = new("--emulator-events")
    {
        Description = "Events on the emulated Kinesis, which takes some hundreds a second; 0 leaves the emulators out.",
        DefaultValueFactory = _ => 6_000,
    };

    public static Command Create()
    {
        var command = new Command("replay", "Replay beside a bare GetRecords loop over the same shards.")
        {
            Events,
            Shards,
            EmulatorEvents,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var (events, shards) = (parsed.GetValue(Events), parsed.GetValue(Shards));
                // Without limits first: what the runtime compiles on the way, no later scene waits for.
                var scenes = new List<SceneFigures>
                {
                    await InMemoryScene.WithoutLimits(events, shards).MeasureAsync(cancellationToken),
                    await InMemoryScene.AtKinesisLimits(events, shards).MeasureAsync(cancellationToken),
                };
                if (parsed.GetValue(EmulatorEvents) is > 0 and var few)
                {
                    scenes.Add(await EmulatorScene.MeasureAsync(few, shards, cancellationToken));
                }

                Console.WriteLine(JsonSerializer.Serialize(new { benchmark = "replay", scenes }, Json));
            }
        );
        return command;
    }
}
