using EventRecovery.Publishing;

namespace EventRecovery.Benchmarks.Summary;

/// <summary>Accepts everything and counts the calls.</summary>
internal sealed class CountingWriter : IRecordWriter
{
    public int Calls { get; set; }

    public Task<IReadOnlyList<PutOutcome>> PutAsync(
        IReadOnlyList<OutgoingRecord> records,
        CancellationToken cancellationToken
    )
    {
        Calls++;
        return Task.FromResult<IReadOnlyList<PutOutcome>>(new PutOutcome[records.Count]);
    }
}
