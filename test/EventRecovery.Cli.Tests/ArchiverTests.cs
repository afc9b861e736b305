using System.Globalization;
using System.Text;
using System.Text.Json;
using Amazon.Kinesis.Model;
using EventRecovery.Aws.Kinesis;
using EventRecovery.Cli.Replay;
using EventRecovery.Cli.Stack;
using EventRecovery.Configuration;
using EventRecovery.Local.Emulators;
using EventRecovery.Local.Stack;
using EventRecovery.Recalculation;
using EventRecovery.Replay;
using EventRecovery.Replay.Requests;
using EventRecovery.Streams;

namespace EventRecovery.Cli.Tests;

/// <summary>The Reprocessor's executable as an archiver behind an event source mapping, and what its archive is good for.</summary>
public sealed class ArchiverTests : IDisposable
{
    private const int Events = 200;

    // A replay reads a minute past its window, which would have to go by first.
    private static readonly TimeSpan Lag = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("recover-archiver-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static DateTimeOffset StreamTime => TimeProvider.System.GetUtcNow() - Lag;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task What_it_keeps_is_audited_and_replayed_as_the_stream_would_be()
    {
        await using var stack = await StartAsync();
        var from = StreamTime.AddSeconds(-1);
        await PutAsync(stack);
        await stack.Mapping.WaitUntilDrainedAsync(Token);
        var window = new ReplayWindow(from, StreamTime.AddSeconds(1));
        stack.Mapping.Progress.Discarded.ShouldBe(0);

        // The consumer lost every tenth event. The audit has nothing but the archive to know them from.
        var findings = Path.Combine(stack.ObjectsFolder, "findings.jsonl");
        var audit = await CliProcess.RunAsync([
            "audit",
            "--expected",
            $"archive:{Path.Combine(stack.ObjectsFolder, "archive")}",
            "--processed",
            await ResultsAsync(),
            "--from",
            Text(Eight),
            "--to",
            Text(Eight.AddHours(1)),
            "--arrival-from",
            Text(window.From),
            "--arrival-to",
            Text(window.To),
            "--grace",
            "1s",
            "--findings",
            findings,
            "--json",
        ]);

        audit.ExitCode.ShouldBe(1, audit.Error);
        var counts = JsonDocument.Parse(audit.Output).RootElement.GetProperty("counts");
        counts.GetProperty("missing").GetInt32().ShouldBe(Events / 10);
        counts.GetProperty("ok").GetInt32().ShouldBe(Events - (Events / 10));
        (await File.ReadAllLinesAsync(findings, Token)).ShouldAllBe(line =>
            line.Contains("\"stream\":\"event_stream\",\"shard\":\"shardId-", StringComparison.Ordinal)
        );

        // Everything lies before the seam, so nothing is read from the stream.
        var reply = await ReplayAsync(stack, window);

        reply.State.ShouldBe("complete", string.Join('\n', reply.Messages));
        reply.Counts.Recovered.ShouldBe(Events / 10);
        (await RecoveredAsync(stack)).Order().ShouldBe(Ids().Where(IsLost).Select(Id).Order());
    }

    private static DateTimeOffset Eight { get; } = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    private static IEnumerable<int> Ids() => Enumerable.Range(0, Events);

    private static bool IsLost(int number) => number % 10 == 3;

    private static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"e{number:D4}");

    private static string Event(int number) =>
        $$"""{"id":"{{Id(number)}}","timestamp":"{{Text(Eight.AddSeconds(number))}}","original_value":{{number}}}""";

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>The mapping reads the production stream here, and the function behind it only keeps.</summary>
    private Task<LocalStack> StartAsync()
    {
        var options = new LocalStackOptions
        {
            Reprocessor = LambdaFiles.Reprocessor,
            Replayer = LambdaFiles.Replayer,
            Folder = folder.FullName,
            Shards = 2,
            Streams = new LocalStreams { Source = new("unused"), Error = new("event_stream") },
            Variables = new Dictionary<string, string> { [Variables.ArchivePrefix] = "archive" },
            Emulators = new EmulatorOptions { ClockLag = Lag },
        };
        // Small batches, so that there are many objects.
        return LocalStack.StartAsync(
            options with
            {
                Mapping = options.Mapping with { BatchSize = 30 },
            },
            cancellationToken: Token
        );
    }

    private static async Task PutAsync(LocalStack stack)
    {
        var request = new PutRecordsRequest
        {
            StreamName = "event_stream",
            Records =
            [
                .. Ids()
                    .Select(number => new PutRecordsRequestEntry
                    {
                        PartitionKey = $"key-{number % 20}",
                        Data = new MemoryStream(Encoding.UTF8.GetBytes(Event(number))),
                    }),
            ],
        };
        (await stack.Kinesis.PutRecordsAsync(request, Token)).FailedRecordCount.ShouldBe(0);
    }

    private async Task<string> ResultsAsync()
    {
        var path = Path.Combine(folder.FullName, "results.jsonl");
        await File.WriteAllLinesAsync(path, Ids().Where(number => !IsLost(number)).Select(Event), Token);
        return path;
    }

    private static async Task<ReplayReply> ReplayAsync(LocalStack stack, ReplayWindow window)
    {
        var definition = new RunDefinition(
            new StreamName("event_stream"),
            window,
            new RateAdjustment().Version,
            ReplayMode.Replay,
            Only: "findings.jsonl"
        )
        {
            Archive = "archive",
            Seam = window.To,
        };
        using var function = new LocalReplayFunction(stack.Lambda);
        var request = ReplayRequestWriter.Write(new ReplayRequest(ReplayAction.Run, new RunId("lost"), definition));
        var (reply, _) = await new ReplayDriver(function, TimeProvider.System).RunAsync(request, _ => { }, Token);
        return reply;
    }

    private static async Task<IReadOnlyList<string>> RecoveredAsync(LocalStack stack)
    {
        var reader = new KinesisShardReader(stack.Kinesis);
        var records = await StreamContents.ReadAsync(reader, stack.Options.Streams.Recovered, Token);
        return
        [
            .. records.Select(record => JsonDocument.Parse(record.Data).RootElement.GetProperty("id").GetString()!),
        ];
    }
}
