using System.Globalization;
using System.Text;
using System.Text.Json;
using EventRecovery.Audit.Reading;
using EventRecovery.Recalculation;
using EventRecovery.Replay;
using EventRecovery.Streams;
using EventRecovery.Testing.Streams;
using EventRecovery.Testing.Time;

namespace EventRecovery.Audit;

/// <summary>
/// A stream of four shards with earthquakes on it, and a consumer that drops 3 %, miscalculates 5 %, doubles 1 % and crashed on one
/// shard for a while. The audit must find exactly that.
/// </summary>
public sealed class EarthquakeTests : IDisposable
{
    private static readonly StreamName Stream = new("event_stream");

    private readonly AuditWorld world = new();
    private readonly VirtualTime time = new(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));
    private readonly InMemoryKinesis kinesis;
    private readonly Dictionary<string, Verdict> faults = new(StringComparer.Ordinal);

    public EarthquakeTests() => kinesis = new InMemoryKinesis(time);

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(42)]
    public async Task Every_finding_is_right_and_none_is_false(int seed)
    {
        var events = Earthquakes.Read();
        var window = new ReplayWindow(events[0].Time, events.Max(one => one.Time).AddSeconds(1));
        var crash = await ConsumeAsync(events, new Random(seed), window);
        time.Advance(TimeSpan.FromHours(1));
        world.Now = time.GetUtcNow();

        var report = await AuditAsync(window);

        var found = world.Findings.Select(one => $"{one.Id} {one.Verdict}").ToList();
        var made = faults.Select(one => $"{one.Key} {one.Value}").ToList();
        found.Except(made).ShouldBeEmpty("no finding is false");
        made.Except(found).ShouldBeEmpty("every fault is found");
        found.Count.ShouldBe(made.Count);
        report.Counts[Verdict.Ok].ShouldBe(events.Count - faults.Count);
        var top = report.Patterns.First(pattern => pattern.Verdict == Verdict.Missing);
        top.Feature.Value.ShouldContain(crash.Value, customMessage: "the crashed shard stands at the top");
        top.GoodShare.ShouldBeLessThan(0.3);
    }

    private async Task<ShardId> ConsumeAsync(IReadOnlyList<Earthquake> events, Random random, ReplayWindow window)
    {
        kinesis.CreateStream(Stream, 4);
        var crashedFrom = window.From + (window.Length * random.NextDouble() * 0.8);
        var crashedTo = crashedFrom + (window.Length * 0.1);
        var crashed = new ShardId($"shardId-{random.Next(4):D12}");
        var results = new StringBuilder();
        foreach (var one in events)
        {
            time.Advance(TimeSpan.FromMilliseconds(20));
            var (shard, _) = kinesis.Put(Stream, one.Id, Encoding.UTF8.GetBytes(one.Json));
            var draw = random.Next(100);
            var verdict =
                shard == crashed && crashedFrom <= one.Time && one.Time < crashedTo ? Verdict.Missing
                : draw < 3 ? Verdict.Missing
                : draw < 8 ? Verdict.Wrong
                : draw < 9 ? Verdict.Duplicate
                : Verdict.Ok;
            if (verdict != Verdict.Ok)
            {
                faults.Add(one.Id, verdict);
            }

            for (
                var copies = verdict switch
                {
                    Verdict.Missing => 0,
                    Verdict.Duplicate => 2,
                    _ => 1,
                };
                copies > 0;
                copies--
            )
            {
                results.AppendLine(one.Result(error: verdict == Verdict.Wrong ? 0.1m : 0));
            }
        }

        await world.PutPackedAsync("processed", Encoding.UTF8.GetBytes(results.ToString()));
        return crashed;
    }

    private Task<AuditReport> AuditAsync(ReplayWindow window) =>
        world.AuditAsync(request =>
            request with
            {
                Scope = new AuditScope(window) { ArrivalFrom = AuditWorld.From, ArrivalTo = time.GetUtcNow() },
                Expected = new StreamSource(kinesis, Stream, time, new SeededEntropy(1)),
                Recalculation = new RateAdjustment(),
                Rule = new ResultRule.Values([new ComparedValue("/recalculated_value", "/recalculated_value")]),
            }
        );
}

internal sealed record Earthquake(string Id, DateTimeOffset Time, decimal Value, string Json)
{
    /// <summary>What the consumer makes of it; right but for the error.</summary>
    public string Result(decimal error) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"id":"{{Id}}","timestamp":"{{Time:O}}","recalculated_value":{{Value * 1.1m + error}}}"""
        );
}

/// <summary>Real earthquakes where their file is beside the repository, and made up ones elsewhere.</summary>
internal static class Earthquakes
{
    private const int MadeUp = 3_000;

    public static IReadOnlyList<Earthquake> Read() =>
        File() is { } file ? [.. System.IO.File.ReadLines(file).Select(Of)] : MakeUp();

    private static Earthquake Of(string json)
    {
        using var parsed = JsonDocument.Parse(json);
        var root = parsed.RootElement;
        return new Earthquake(
            root.GetProperty("id").GetString()!,
            root.GetProperty("timestamp").GetDateTimeOffset(),
            root.GetProperty("original_value").GetDecimal(),
            json
        );
    }

    private static string? File()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "shared", "data", "earthquakes.jsonl");
            if (System.IO.File.Exists(file))
            {
                return file;
            }
        }

        return null;
    }

    private static List<Earthquake> MakeUp()
    {
        var random = new Random(7);
        return
        [
            .. Enumerable
                .Range(0, MadeUp)
                .Select(index =>
                    Of(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $$"""{"id":"q{{index}}","timestamp":"{{AuditWorld.From.AddMinutes(index):O}}","original_value":{{random.Next(1, 900) / 100m}},"type":"earthquake"}"""
                        )
                    )
                ),
        ];
    }
}
