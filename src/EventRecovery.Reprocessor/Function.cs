using System.Diagnostics;
using Amazon.Lambda.Core;
using Amazon.Lambda.KinesisEvents;
using EventRecovery.Aws.Composition;
using EventRecovery.Engine;
using EventRecovery.Runtime;
using Microsoft.Extensions.Logging;

namespace EventRecovery.Reprocessor;

/// <summary>
/// Recovers the events of one batch of the error stream. It answers with the first record that is not finished, and only that
/// one: Lambda takes the lowest for its checkpoint and sends everything from there again, successes included.
/// </summary>
internal sealed partial class Function(RecoveryHost host, TimeProvider time, ILogger logger)
{
    private RecoveryEngine? engine;

    public async Task<StreamsEventResponse> HandleAsync(KinesisEvent input, ILambdaContext context)
    {
        var started = time.GetTimestamp();
        var deadline = Deadline.After(time, context.RemainingTime, Margin(context.RemainingTime));
        if (input.ToBatch() is not { } batch)
        {
            return Everything;
        }

        try
        {
            engine ??= await host.ConsumerEngineAsync(CancellationToken.None);
            var outcome = await engine.ProcessAsync(batch, deadline, CancellationToken.None);
            host.Metrics.Record(outcome.Counts, time.GetElapsedTime(started));
            LogBatch(
                batch.Stream.Value,
                batch.Shard.Value,
                outcome.Counts.Read,
                outcome.Counts.Recovered,
                outcome.Counts.Duplicates,
                outcome.Counts.Redelivered,
                outcome.Counts.Parked,
                outcome.FirstUnfinished?.ToString()
            );
            return outcome.FirstUnfinished is { } unfinished ? From(unfinished.Sequence.Value) : Everything;
        }
        finally
        {
            await host.FlushMetricsAsync(CancellationToken.None);
        }
    }

    private static StreamsEventResponse Everything => new() { BatchItemFailures = [] };

    private static StreamsEventResponse From(string sequence) =>
        new() { BatchItemFailures = [new StreamsEventResponse.BatchItemFailure { ItemIdentifier = sequence }] };

    /// <summary>Time kept to close pages, send metrics and answer: a tenth of what there is, from 1 to 10 seconds.</summary>
    private static TimeSpan Margin(TimeSpan remaining) =>
        TimeSpan.FromSeconds(Math.Clamp(remaining.TotalSeconds / 10, 1, 10));

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Batch of {Stream} {Shard}: {Read} read, {Recovered} recovered, {Duplicates} duplicates, "
            + "{Redelivered} redelivered, {Parked} parked; first unfinished: {Unfinished}"
    )]
    private partial void LogBatch(
        string stream,
        string shard,
        long read,
        long recovered,
        long duplicates,
        long redelivered,
        long parked,
        string? unfinished
    );
}
