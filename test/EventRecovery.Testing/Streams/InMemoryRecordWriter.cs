using EventRecovery.Publishing;
using EventRecovery.Streams;

namespace EventRecovery.Testing.Streams;

/// <summary>PutRecords on one in-memory stream. It refuses calls and records over Kinesis' limits, as Kinesis does.</summary>
internal sealed class InMemoryRecordWriter(InMemoryKinesis kinesis, StreamName stream) : IRecordWriter
{
    /// <summary>Characters of a partition key (PutRecordsRequestEntry in the Kinesis API).</summary>
    private const int LongestKey = 256;

    public Task<IReadOnlyList<PutOutcome>> PutAsync(
        IReadOnlyList<OutgoingRecord> records,
        CancellationToken cancellationToken
    )
    {
        if (
            records.Count is 0 or > PublishLimits.RecordsPerCall
            || records.Sum(record => (long)record.Size) > PublishLimits.BytesPerCall
            || records.Any(record => record.Size > PublishLimits.BytesPerRecord)
            || records.Any(record => record.PartitionKey.Length is 0 or > LongestKey)
        )
        {
            throw new ArgumentException(
                "PutRecords takes 1 to 500 records of 1 MiB with keys of 1 to 256 characters, and 5 MiB in all.",
                nameof(records)
            );
        }

        foreach (var record in records)
        {
            kinesis.Put(stream, record.PartitionKey, record.Data.ToArray()); // it is on loan
        }

        return Task.FromResult<IReadOnlyList<PutOutcome>>([.. records.Select(_ => PutOutcome.Accepted)]);
    }
}
