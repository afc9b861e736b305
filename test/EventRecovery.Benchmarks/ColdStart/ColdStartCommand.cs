using System.CommandLine;
using System.Text.Json;
using EventRecovery.Local.Stack;

namespace EventRecovery.Benchmarks.ColdStart;

/// <summary>
/// <c>coldstart</c>: the Reprocessor compiled ahead, as it is deployed, beside its own plain build. The time is that from the start of the
/// process to its first response through the local Runtime API; builds take turns, so that what else the machine does meets both.
/// </summary>
internal static class ColdStartCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private static readonly Option<int> Starts = new("--starts")
    {
        Description = "Cold starts of each build and payload, after one that does not count.",
        DefaultValueFactory = _ => 15,
    };

    public static Command Create()
    {
        var command = new Command("coldstart", "The first response of the Reprocessor, compiled ahead and not.")
        {
            Starts,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var scenes = await MeasureAsync(parsed.GetValue(Starts), cancellationToken);
                Console.WriteLine(JsonSerializer.Serialize(scenes, Json));
            }
        );
        return command;
    }

    private static async Task<object> MeasureAsync(int starts, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("coldstart-");
        try
        {
            var plain = await PublishedFunction.CreateAsync(folder, readyToRun: false, cancellationToken);
            var ahead = await PublishedFunction.CreateAsync(folder, readyToRun: true, cancellationToken);
            await using var stack = await LocalStack.StartAsync(
                new LocalStackOptions
                {
                    Reprocessor = plain.Assembly,
                    Folder = folder.CreateSubdirectory("stack").FullName,
                },
                cancellationToken: cancellationToken
            );
            var payloads = new Dictionary<string, Func<int, byte[]>>
            {
                ["no record"] = _ => FirstPayload.Empty,
                ["one event: recalculated, claimed, published"] = FirstPayload.OneEvent,
            };
            var scenes = new List<object>();
            foreach (var (name, payload) in payloads)
            {
                scenes.Add(await SceneAsync(name, payload, starts, stack, [plain, ahead], cancellationToken));
            }

            return new
            {
                benchmark = "coldstart",
                starts,
                zippedBytes = new { readyToRun = ahead.ZippedBytes, plain = plain.ZippedBytes },
                scenes,
            };
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<object> SceneAsync(
        string name,
        Func<int, byte[]> payload,
        int starts,
        LocalStack stack,
        PublishedFunction[] builds,
        CancellationToken cancellationToken
    )
    {
        var times = builds.ToDictionary(build => build, _ => new List<FirstResponse>());
        for (var round = 0; round <= starts; round++)
        {
            foreach (var build in builds)
            {
                var taken = await FirstResponse.TimeAsync(
                    stack,
                    build,
                    payload(FirstPayload.Next()),
                    cancellationToken
                );
                if (round > 0)
                {
                    times[build].Add(taken);
                }
            }
        }

        var (plain, ahead) = (times[builds[0]], times[builds[1]]);
        return new
        {
            payload = name,
            readyToRun = Figures(ahead),
            plain = Figures(plain),
            ratio = Math.Round(Median(ahead, Wall) / Median(plain, Wall), 3),
            processorRatio = Math.Round(Median(ahead, Processor) / Median(plain, Processor), 3),
        };
    }

    private static object Figures(List<FirstResponse> times) =>
        new
        {
            medianMilliseconds = Math.Round(Median(times, Wall), 1),
            leastMilliseconds = Math.Round(times.Min(Wall), 1),
            mostMilliseconds = Math.Round(times.Max(Wall), 1),
            processorMilliseconds = Math.Round(Median(times, Processor), 1),
        };

    private static double Wall(FirstResponse response) => response.Wall.TotalMilliseconds;

    private static double Processor(FirstResponse response) => response.Processor.TotalMilliseconds;

    private static double Median(List<FirstResponse> times, Func<FirstResponse, double> what)
    {
        var sorted = times.Select(what).Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
