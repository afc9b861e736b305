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

    private static readonly Option<DirectoryInfo?> Lists = new("--lists")
    {
        Description =
            "Where the names go of the methods that each build compiles at its start. Default: they are only counted.",
        HelpName = "FOLDER",
    };

    public static Command Create()
    {
        var command = new Command("coldstart", "The first response of the Reprocessor, compiled ahead and not.")
        {
            Starts,
            Lists,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var figures = await MeasureAsync(
                    parsed.GetValue(Starts),
                    parsed.GetValue(Lists)?.FullName,
                    cancellationToken
                );
                Console.WriteLine(JsonSerializer.Serialize(figures, Json));
            }
        );
        return command;
    }

    private static async Task<object> MeasureAsync(int starts, string? lists, CancellationToken cancellationToken)
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
            var compiled = Directory.CreateDirectory(lists ?? Path.Combine(folder.FullName, "lists")).FullName;
            return new
            {
                benchmark = "coldstart",
                starts,
                zippedBytes = new { readyToRun = ahead.ZippedBytes, plain = plain.ZippedBytes },
                scenes = new[]
                {
                    await new ColdStartScene("no record", stack, ahead, plain).MeasureAsync(
                        _ => FirstPayload.Empty,
                        starts,
                        compiled,
                        cancellationToken
                    ),
                    await new ColdStartScene(
                        "one event: recalculated, claimed, published",
                        stack,
                        ahead,
                        plain
                    ).MeasureAsync(FirstPayload.OneEvent, starts, compiled, cancellationToken),
                },
            };
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
