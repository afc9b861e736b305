using System.Text;
using EventRecovery.Archive;
using EventRecovery.Claims;
using EventRecovery.Fuzzing.Mutations;
using EventRecovery.Streams;
using EventRecovery.Testing.Kpl;
using EventRecovery.Testing.Objects;

namespace EventRecovery.Fuzzing.Corpus;

/// <summary>Sound inputs, made by the real writers where there are any.</summary>
internal static class SomeInputs
{
    public static readonly DateTimeOffset Hour = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    private static readonly string[] EventTexts =
    [
        """{"id": "uw61345682", "timestamp": "2026-11-22T08:49:59.650Z", "original_value": 0.31, "type": "earthquake", "status": "reviewed", "place": "37km NNE of Amboy", "coordinates": [-122.197, 46.2035, 3.28], "felt": null, "tsunami": 0}""",
        """{"specversion":"1.0","id":"A-1","source":"/sensors/7","type":"t","time":"2026-11-22T08:00:00Z","data":{"original_value":3,"nested":[{"a":{"b":[[]]}}]}}""",
        """{"id":7,"timestamp":"2026-12-31T23:59:60Z","original_value":-1.5e-3,"\u0069d2":"\ud83d\ude00\n","status":"error","recovery":{"run":"old"}}""",
        """{"id":"","timestamp":0,"original_value":"1"}""",
        """{"id":"deep","timestamp":"2026-11-22T08:10:00+02:00","original_value":100,"a":[[[[{"a":[1,2,{"b":null}]}]]]]}""",
    ];

    public static byte[][] Events { get; } = [.. EventTexts.Select(Encoding.UTF8.GetBytes)];

    public static byte[][] Times { get; } =
    [
        .. new[]
        {
            "2026-11-22T08:00:00Z",
            "2026-11-22T08:00:60.1234567+14:00",
            "0001-01-01T00:00:00Z",
            "9999-12-31t23:59:59.9999999-00:00",
            "2024-02-29 00:00:00.1z",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public static byte[][] Aggregates { get; } =
    [
        new KplAggregator().Add("a", EventTexts[0]).Add("b", "{}", 5).Add("a", EventTexts[2]).ToRecord(),
        new KplAggregator().Add("", "").ToRecord(),
        new KplAggregator().Add("key", new string('x', 300), UInt128.MaxValue).ToRecord(),
    ];

    public static byte[][] Pages { get; } = [Page(0), Page(1), Page(40)];

    public static byte[][] Requests { get; } =
    [
        .. new[]
        {
            """{"runId":"pricing-bug","stream":"event_stream","from":"2026-11-22T08:00:00Z","to":"2026-11-22T09:30:00Z","version":"rate-adjustment/2","mode":"replay","sample":0.05,"only":"s3://bucket/findings.jsonl","limits":{"recordsPerSecondPerShard":1000,"maxWriteUnits":100000}}""",
            """{"runId":"pricing-bug"}""",
            """{"runId":"r1","shard":"shardId-000000000007","limits":{"maxWriteUnits":5}}""",
            """{"runId":"r1","action":"approve","by":"somebody","why":"the trial is right"}""",
            """{"runId":"r1","action":"cancel"}""",
            """{"stream":"event_stream","from":"2026-11-22T08:00:00Z","to":"2026-11-22T09:30:00Z","version":"rate-adjustment/1","mode":"plan"}""",
            """{"runId":"r2","stream":"s","from":"2026-11-22T08:00:00Z","to":"2026-11-23T08:00:01Z","version":"a/1","archive":"s3://b/p","seam":"2026-11-22T09:00:00Z","after":"t"}""",
            """{"runId":"t","stream":"s","from":"2026-11-22T08:00:00Z","to":"2026-11-22T08:00:01Z","version":"a/1","mode":"trial","baseline":"run:r1","compare":[{"path":"/a","absolute":0.1},{"path":"/b","ignore":true}],"gates":{"maxChangedRate":0.5,"maxGone":3,"minSample":10}}""",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public static byte[][] Orders { get; } =
    [
        .. new[]
        {
            "{}",
            """{"from":"2026-11-22T08:00:00Z","to":"2026-11-22T09:00:00Z"}""",
            """{"from":"2026-11-22T08:00:00Z","to":"2026-11-22T09:00:00Z","arrivalFrom":"2026-11-22T07:00:00Z","arrivalTo":"2026-11-22T10:00:00Z"}""",
            """{"version":"0","source":"aws.scheduler","detail":{}}""",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public static byte[][] Findings { get; } =
    [
        .. new[]
        {
            """{"id":"uw61345682","verdict":"missing","stream":"event_stream","shard":"shardId-000000000001","sequence":"49680454","subSequence":3,"arrivedAt":"2026-11-22T08:00:01Z","time":"2026-11-22T08:00:00Z"}"""
                + "\n"
                + """{"id":"b","verdict":"wrong","reason":"differs","object":"a/b.gz","offset":12,"key":"k","version":"v/1"}""",
            """{"id":"a","verdict":"duplicate"}""",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public static byte[][] Files { get; } =
    [
        .. Archives(),
        Encoding.UTF8.GetBytes(string.Concat(EventTexts)),
        GzipForm.Pack(Encoding.UTF8.GetBytes(string.Join('\n', EventTexts) + "\nplain log line\n{\"torn\":\n")),
    ];

    public static byte[][] ResultLines { get; } =
    [
        .. new[]
        {
            """{"id":"uw1","at":"2026-11-22T08:00:00Z","key":"account-7","event":{"id":"uw1","timestamp":"2026-11-22T08:00:00Z","original_value":1,"recalculated_value":1.1,"recovery":{"run":"r","resultHash":"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"}}}""",
            """{"id":"e","at":"2026-11-22T08:00:00.1234567Z","key":"","event":{}}""",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public static byte[][] ResultObjects { get; } =
    [
        GzipForm.Pack([.. ResultLines.SelectMany(line => (byte[])[.. line, (byte)'\n'])]),
        GzipForm.Pack([.. Enumerable.Repeat((byte[])[.. ResultLines[0], (byte)'\n'], 40).SelectMany(line => line)]),
        GzipForm.Pack([]),
    ];

    private static byte[] Page(int entries) =>
        ClaimPageFormat.Write(
            new ClaimPage(
                1,
                new Writer(
                    Lineage.Consumer("reprocessor"),
                    new StreamName("error_events"),
                    new ShardId("shardId-000000000000")
                ),
                Hour,
                UInt128.One,
                [
                    .. Enumerable
                        .Range(0, entries)
                        .Select(i => new ClaimEntry(EventDigest.Of(new($"e{i}")), new SourceDigest((ulong)i)))
                        .OrderBy(entry => entry.Event),
                ]
            )
        );

    /// <summary>What the archiver writes for plain records and for aggregates.</summary>
    private static IEnumerable<byte[]> Archives()
    {
        foreach (var datas in (byte[][][])[Events, Aggregates, [.. Events, .. Aggregates]])
        {
            var store = new InMemoryObjectStore();
            var records = datas.Select(
                (data, i) => new StreamRecord(new SequenceNumber($"4968045{i}"), $"key-{i}", Hour.AddSeconds(i), data)
            );
            var batch = new ShardBatch(
                new StreamName("event_stream"),
                new ShardId("shardId-000000000000"),
                [.. records]
            );
            new ArchiveWriter(store, "a").WriteAsync(batch, CancellationToken.None).GetAwaiter().GetResult();
            var key = store.ListAsync("", CancellationToken.None).ToBlockingEnumerable().Single();
            yield return store.GetAsync(key, CancellationToken.None).GetAwaiter().GetResult()!;
        }
    }
}
