using EventRecovery.Local.Stack;

namespace EventRecovery.Benchmarks.ColdStart;

/// <summary>One payload, both builds.</summary>
internal sealed class ColdStartScene(string name, LocalStack stack, PublishedFunction ahead, PublishedFunction plain)
{
    /// <param name="lists">The folder for the methods that were compiled.</param>
    public async Task<object> MeasureAsync(
        Func<int, byte[]> payload,
        int starts,
        string lists,
        CancellationToken cancellationToken
    )
    {
        var times = new Dictionary<PublishedFunction, List<FirstResponse>> { [ahead] = [], [plain] = [] };
        for (var round = 0; round <= starts; round++)
        {
            foreach (var build in (PublishedFunction[])[ahead, plain])
            {
                var taken = await TimeAsync(build, payload, null, cancellationToken);
                if (round > 0)
                {
                    times[build].Add(taken);
                }
            }
        }

        return new
        {
            payload = name,
            readyToRun = await FiguresAsync(ahead),
            plain = await FiguresAsync(plain),
            ratio = Math.Round(Median(times[ahead], Wall) / Median(times[plain], Wall), 3),
            processorRatio = Math.Round(Median(times[ahead], Processor) / Median(times[plain], Processor), 3),
        };

        async Task<object> FiguresAsync(PublishedFunction build)
        {
            var list = Path.Combine(lists, $"{build.Name} {name.Split(':')[0]}.txt");
            await TimeAsync(build, payload, list, cancellationToken);
            var compiled = await File.ReadAllLinesAsync(list, cancellationToken);
            return new
            {
                medianMilliseconds = Math.Round(Median(times[build], Wall), 1),
                leastMilliseconds = Math.Round(times[build].Min(Wall), 1),
                mostMilliseconds = Math.Round(times[build].Max(Wall), 1),
                processorMilliseconds = Math.Round(Median(times[build], Processor), 1),
                // Does not depend on the machine, and is most of what there is to save.
                methodsCompiled = compiled.Length,
            };
        }
    }

    private Task<FirstResponse> TimeAsync(
        PublishedFunction build,
        Func<int, byte[]> payload,
        string? compiled,
        CancellationToken cancellationToken
    ) => FirstResponse.TimeAsync(stack, build, payload(FirstPayload.Next()), compiled, cancellationToken);

    private static double Wall(FirstResponse response) => response.Wall.TotalMilliseconds;

    private static double Processor(FirstResponse response) => response.Processor.TotalMilliseconds;

    private static double Median(List<FirstResponse> times, Func<FirstResponse, double> what)
    {
        var sorted = times.Select(what).Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
