using BenchmarkDotNet.Attributes;
using EventRecovery.Benchmarks.Summary;
using EventRecovery.Claims;
using EventRecovery.Events;

namespace EventRecovery.Benchmarks.Micro;

/// <summary>A page of claims written and read back, beside a copy of its bytes.</summary>
public class ClaimPageBenchmarks
{
    private static readonly ClaimLogId Log = new("rate-adjustment/2", 0, 1, SomeRecords.At);

    private ClaimPage page = null!;
    private byte[] bytes = [];

    [Params(10, 500, ClaimPage.MaxEntries)]
    public int Entries { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        ClaimEntry[] entries =
        [
            .. Enumerable
                .Range(0, Entries)
                .Select(i => new ClaimEntry(EventDigest.Of(new EventId($"payment-{i}")), new SourceDigest((ulong)i)))
                .OrderBy(entry => entry.Event),
        ];
        page = new ClaimPage(
            1,
            new Writer(Lineage.Consumer("reprocessor"), Engines.Errors, Engines.Shard),
            SomeRecords.At,
            default,
            entries
        );
        bytes = ClaimPageFormat.Write(page);
    }

    [Benchmark(Baseline = true, Description = "copy of its bytes")]
    public byte[] Copy() => bytes.AsSpan().ToArray();

    [Benchmark]
    public byte[] Write() => ClaimPageFormat.Write(page);

    [Benchmark]
    public object Read() => ClaimPageFormat.Read(bytes, Log, 1);
}
