using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using EventRecovery.Events;
using EventRecovery.Json;
using EventRecovery.Objects;
using EventRecovery.Versions;

namespace EventRecovery.Testing.Versions;

/// <summary>
/// The results of a run, written by hand after the description of the format rather than by the code that a run uses: what reads them
/// is tested against the description.
/// </summary>
public sealed class SomeResults(IObjectStore objects)
{
    private const string Nothing = "0000000000000000000000000000000000000000000000000000000000000000";

    public static DateTimeOffset From { get; } = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset To { get; } = From.AddMinutes(90);

    /// <summary>Events <c>e00</c> and on, one a minute, an even and an odd shard, with <paramref name="value"/> by number; null is no event.</summary>
    public async Task PutAsync(
        string run,
        Func<int, decimal?> value,
        string version = "rate-adjustment/1",
        string mode = "replay",
        int events = 20,
        int perObject = 4
    )
    {
        var shards = new List<string>();
        var (count, sum) = (0, default(ResultSum));
        for (var shard = 0; shard < 2; shard++)
        {
            var of = shard;
            var some = Enumerable
                .Range(0, events)
                .Where(number => number % 2 == of && value(number) is not null)
                .Select(number => Line(run, version, number, value(number)!.Value))
                .ToList();
            var mine = some.Aggregate(default(ResultSum), (all, line) => all + line.Sum);
            shards.Add(await PutShardAsync(run, $"shardId-{shard:D12}", some, mine, perObject));
            (count, sum) = (count + some.Count, sum + mine);
        }

        await objects.PutAsync(
            $"results/{run}/manifest.json",
            Encoding.UTF8.GetBytes(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $$"""
                    {"run":"{{run}}","stream":"event_stream","from":"{{From:O}}","to":"{{To:O}}","version":"{{version}}","mode":"{{mode}}",
                    "target":"recovered_events","code":"0.1.0+test","events":{{count}},"parked":1,"objects":{{shards.Count}},"bytes":1000,
                    "totalHash":"{{sum}}","isWhole":true,"shards":[{{string.Join(
                        ',',
                        shards
                    )}}],"paths":["/recalculated_value"]}
                    """
                )
            ),
            CancellationToken.None
        );
    }

    private async Task<string> PutShardAsync(
        string run,
        string shard,
        List<(string Text, ResultSum Sum)> lines,
        ResultSum sum,
        int perObject
    )
    {
        var (chain, first) = (Nothing, 0);
        foreach (var part in lines.Chunk(perObject))
        {
            var text = Encoding.UTF8.GetBytes(string.Concat(part.Select(line => line.Text + "\n")));
            using var packed = new MemoryStream();
            await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            {
                await gzip.WriteAsync(text, CancellationToken.None);
            }

            var key = string.Create(CultureInfo.InvariantCulture, $"results/{run}/{shard}/{first:D12}.jsonl.gz");
            await objects.PutAsync(key, packed.ToArray(), CancellationToken.None);
            chain = Convert.ToHexStringLower(
                SHA256.HashData([.. Convert.FromHexString(chain), .. SHA256.HashData(text)])
            );
            first += part.Length;
        }

        var made = lines.Chunk(perObject).Count();
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"shard":"{{shard}}","events":{{lines.Count}},"parked":0,"objects":{{made}},"bytes":500,"totalHash":"{{sum}}","contentHash":"{{chain}}","isWhole":true}"""
        );
    }

    private static (string Text, ResultSum Sum) Line(string run, string version, int number, decimal value)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"e{number:D2}");
        var at = From.AddMinutes(number).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var body = string.Create(
            CultureInfo.InvariantCulture,
            $"\"id\":\"{id}\",\"timestamp\":\"{at}\",\"original_value\":{number},\"recalculated_value\":{value}"
        );
        var hash = new EventHash(
            UInt128.Parse(Hex(body)[..32], NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            UInt128.Parse(Hex(body)[32..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)
        );
        var recovery =
            $$"""{"run":"{{run}}","version":"{{version}}","source":{"stream":"event_stream","shard":"shardId-000000000000","sequence":"{{number}}","subSequence":0},"originalHash":"{{Nothing}}","resultHash":"{{hash}}"}""";
        var line =
            $$"""{"id":"{{id}}","at":"{{at}}","key":"key-{{number % 3}}","event":{ {{body}},"recovery":{{recovery}} } }""";
        return (line, ResultSum.Of(new EventId(id), hash));
    }

    private static string Hex(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
