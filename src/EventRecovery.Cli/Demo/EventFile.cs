using EventRecovery.Cli.Output;
using EventRecovery.Events;
using EventRecovery.Json;

namespace EventRecovery.Cli.Demo;

/// <summary>Reads events from a file with one JSON object a line.</summary>
internal static class EventFile
{
    private const int MistakesShown = 5;

    // Where events commonly name what they belong to. Without any of these, each event is in order with itself alone.
    private static readonly JsonPointer[] Keys = ["/key", "/account", "/source", "/network"];

    private static readonly JsonPointer Corrected = "/original_value";
    private static readonly JsonPointer CorrectedInData = "/data/original_value";

    public static async Task<IReadOnlyList<SourceEvent>> ReadAsync(
        FileInfo file,
        int? atMost,
        CancellationToken cancellationToken
    )
    {
        if (!file.Exists)
        {
            throw Usage.Wrong($"there is no file {file}");
        }

        var reader = new EventReader(EventFormat.Default, JsonLimits.Default);
        var events = new List<SourceEvent>();
        var mistakes = new List<string>();
        var number = 0;
        await foreach (var line in File.ReadLinesAsync(file.FullName, cancellationToken))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            var result = reader.Read(System.Text.Encoding.UTF8.GetBytes(line));
            if (!result.IsEvent)
            {
                mistakes.Add($"line {number}: {result.Rejection.Message}");
            }
            else if (!result.Event.TryFind(Corrected, out _) && result.Event.TryFind(CorrectedInData, out _))
            {
                mistakes.Add($"line {number}: original_value is inside data; the demo works on one at the top.");
            }
            else if (events.Count < (atMost ?? int.MaxValue))
            {
                events.Add(ToSource(result.Event));
            }
        }

        return mistakes.Count == 0 && events.Count > 0 ? events : throw Refused(file, mistakes);
    }

    private static SourceEvent ToSource(StreamEvent read)
    {
        var key = Keys.Select(pointer => TextAt(read, pointer)).FirstOrDefault(text => text is not null);
        return new SourceEvent(read.Id.Value, key ?? read.Id.Value, read.Timestamp, read.Utf8);
    }

    private static string? TextAt(StreamEvent read, JsonPointer pointer) =>
        read.TryFind(pointer, out var value) && value.TryGetString(out var text) && text.Length is > 0 and <= 256
            ? text
            : null;

    private static CommandException Refused(FileInfo file, List<string> mistakes) =>
        new(
            ExitCode.CannotRun,
            mistakes.Count == 0
                ? new Problem($"{file} has no events")
                : new Problem($"{file} has {mistakes.Count} lines that are no events")
                {
                    Where = [.. mistakes.Take(MistakesShown)],
                    Kept = "Nothing was started.",
                    Next = "The demo breaks events itself; give it a file of good ones.",
                }
        );
}
