using EventRecovery.Publishing;
using EventRecovery.Streams;

namespace EventRecovery.Telemetry;

/// <summary>Counts PutRecords calls, and what they accepted and refused.</summary>
public sealed class MeteredRecordWriter(IRecordWriter inner, RecoveryMetrics metrics) : IRecordWriter
{
    public async Task<IReadOnlyList<PutOutcome>> PutAsync(
        IReadOnlyList<OutgoingRecord> records,
        CancellationToken cancellationToken
    )
    {
        metrics.Add(MetricNames.PutRecordsCalls, 1);
        try
        {
            var outcomes = await inner.PutAsync(records, cancellationToken);
            var accepted = records.Zip(outcomes).Where(pair => pair.Second.IsAccepted).ToList();
            metrics.Add(MetricNames.PutRecordsRecords, accepted.Count);
            metrics.Add(MetricNames.PutRecordsRefused, outcomes.Count - accepted.Count);
            metrics.Add(MetricNames.PutRecordsBytes, accepted.Sum(pair => (long)pair.First.Size));
            return outcomes;
        }
        catch (TransientFailureException failure) when (failure.Throttled)
        {
            metrics.Add(MetricNames.Throttles, 1, "Kinesis");
            throw;
        }
    }
}
