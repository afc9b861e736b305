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
            var (accepted, bytes) = (0, 0L);
            for (var i = 0; i < outcomes.Count; i++)
            {
                if (outcomes[i].IsAccepted)
                {
                    (accepted, bytes) = (accepted + 1, bytes + records[i].Size);
                }
            }

            metrics.Add(MetricNames.PutRecordsRecords, accepted);
            metrics.Add(MetricNames.PutRecordsRefused, outcomes.Count - accepted);
            metrics.Add(MetricNames.PutRecordsBytes, bytes);
            return outcomes;
        }
        catch (TransientFailureException failure) when (failure.Throttled)
        {
            metrics.Add(MetricNames.Throttles, 1, "Kinesis");
            throw;
        }
    }
}
