using Amazon.Kinesis;
using Amazon.Kinesis.Model;
using EventRecovery.Publishing;
using EventRecovery.Streams;

namespace EventRecovery.Aws.Kinesis;

/// <summary>
/// Puts records on one stream with PutRecords. An answer of 200 may still refuse records: entries match the request by index, and
/// nothing else. Thread-safe.
/// </summary>
public sealed class KinesisRecordWriter(IAmazonKinesis client, StreamName stream) : IRecordWriter
{
    public async Task<IReadOnlyList<PutOutcome>> PutAsync(
        IReadOnlyList<OutgoingRecord> records,
        CancellationToken cancellationToken
    )
    {
        var request = new PutRecordsRequest { StreamName = stream.Value, Records = [.. records.Select(ToEntry)] };
        try
        {
            var response = await AwsFailures.CallAsync(
                () => client.PutRecordsAsync(request, cancellationToken),
                cancellationToken
            );
            return [.. (response.Records ?? []).Select(ToOutcome)];
        }
        catch (ResourceNotFoundException missing)
        {
            throw new StreamNotFoundException(stream, inner: missing);
        }
    }

    private static PutRecordsRequestEntry ToEntry(OutgoingRecord record) =>
        new() { PartitionKey = record.PartitionKey, Data = new MemoryStream(record.Data.ToArray()) };

    private static PutOutcome ToOutcome(PutRecordsResultEntry entry) =>
        entry.ErrorCode is { Length: > 0 } code ? new PutOutcome(code) : PutOutcome.Accepted;
}
