using EventRecovery.Publishing;
using EventRecovery.Testing.Faults;

namespace EventRecovery.Testing.Streams;

/// <summary>
/// PutRecords as one process sees it: whole calls fail or lose their answers, and single records are refused inside a call that
/// otherwise succeeds.
/// </summary>
public sealed class FaultyRecordWriter(IRecordWriter inner, IFaults faults) : IRecordWriter
{
    public Task<IReadOnlyList<PutOutcome>> PutAsync(
        IReadOnlyList<OutgoingRecord> records,
        CancellationToken cancellationToken
    ) =>
        faults.AroundAsync(
            Operation.PutRecords,
            records.Count == 0 ? "" : records[0].PartitionKey,
            () => PutSomeAsync(records, cancellationToken),
            cancellationToken
        );

    private async Task<IReadOnlyList<PutOutcome>> PutSomeAsync(
        IReadOnlyList<OutgoingRecord> records,
        CancellationToken cancellationToken
    )
    {
        var outcomes = new PutOutcome[records.Count];
        var passed = new List<int>();
        for (var i = 0; i < records.Count; i++)
        {
            outcomes[i] = new PutOutcome(faults.RefusalOf(records[i], i));
            if (outcomes[i].IsAccepted)
            {
                passed.Add(i);
            }
        }

        if (passed.Count > 0)
        {
            var answers = await inner.PutAsync([.. passed.Select(index => records[index])], cancellationToken);
            for (var i = 0; i < passed.Count; i++)
            {
                outcomes[passed[i]] = answers[i];
            }
        }

        return outcomes;
    }
}
