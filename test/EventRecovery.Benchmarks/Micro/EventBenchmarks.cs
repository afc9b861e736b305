using BenchmarkDotNet.Attributes;
using EventRecovery.Benchmarks.Summary;
using EventRecovery.Streams;

namespace EventRecovery.Benchmarks.Micro;

/// <summary>One event on its whole path, beside the least that any program must do for it.</summary>
public class EventBenchmarks
{
    private readonly List<StreamRecord> records = [.. Enumerable.Range(0, EventPath.Events).Select(SomeRecords.Record)];
    private readonly List<string> encoded;

    public EventBenchmarks() => encoded = records.ConvertAll(record => Convert.ToBase64String(record.Data.Span));

    [Benchmark(Baseline = true, OperationsPerInvoke = EventPath.Events, Description = "bare scan + the same hashes")]
    public Task Bare() => EventPath.Bare(records);

    [Benchmark(OperationsPerInvoke = EventPath.Events, Description = "whole path")]
    public Task Whole() => EventPath.WholeAsync(records, encoded);
}
