using System.Diagnostics;
using Amazon.Lambda.Core;
using Amazon.Lambda.KinesisEvents;
using EventRecovery.Archive;
using EventRecovery.Aws.Composition;
using EventRecovery.Engine;
using EventRecovery.Runtime;
using EventRecovery.Streams;
using EventRecovery.Telemetry;
using Microsoft.Extensions.Logging;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace EventRecovery.Reprocessor;

/// <summary>
/// Recovers the events of one batch of the error stream, or keeps the batch where the deployment is an archiver. It answers with the first record that is not finished, and only that
/// one: Lambda takes the lowest for its checkpoint and sends everything from there again, successes included.
/// </summary>
internal sealed partial class Function(RecoveryHost host, TimeProvider time, ILogger logger)
{
    private readonly HighWaterNotes notes = host.ConsumerNotes();
    private readonly ArchiveWriter? archive = host.Archive();
    private RecoveryEngine? engine;

    public async Task<StreamsEventResponse> HandleAsync(KinesisEvent input, ILambdaContext context)
    {
        var started = time.GetTimestamp();
        var deadline = Deadline.ForInvocation(time, context.RemainingTime);
        if (input.ToBatch() is not { } batch)
        {
            return Everything;
        }

        try
        {
            if (archive is not null)
            {
                var kept = await archive.WriteAsync(batch, CancellationToken.None);
                host.Metrics.Add(MetricNames.ArchiveRecords, kept);
                return Everything;
            }

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
            if (outcome.Counts.Conflicting > 0)
            {
                LogConflicts(batch.Stream.Value, batch.Shard.Value, outcome.Counts.Conflicting);
            }

            await NoteAsync(batch, outcome);
            return outcome.FirstUnfinished is { } unfinished ? From(unfinished.Sequence.Value) : Everything;
        }
        finally
        {
            await host.FlushMetricsAsync(CancellationToken.None);
        }
    }

    private async Task NoteAsync(ShardBatch batch, BatchOutcome outcome)
    {
        var finished = batch.Records.LastOrDefault(record =>
            outcome.FirstUnfinished is not { } unfinished || record.Sequence < unfinished.Sequence
        );
        if (finished is not null)
        {
            await notes.NoteAsync(batch.Stream, batch.Shard, finished, CancellationToken.None);
        }
    }

    private static StreamsEventResponse Everything => new() { BatchItemFailures = [] };

    private static StreamsEventResponse From(string sequence) =>
        new() { BatchItemFailures = [new StreamsEventResponse.BatchItemFailure { ItemIdentifier = sequence }] };

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

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Batch of {Stream} {Shard}: {Conflicting} duplicates bear the id of an event that is not theirs. The first one in the shard was "
            + "published. The producer gives out an id twice, or changes an event and sends it again"
    )]
    private partial void LogConflicts(string stream, string shard, long conflicting);
}
