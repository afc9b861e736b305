namespace EventRecovery.Publishing;

/// <summary>Puts records on the recovered stream. Thread-safe.</summary>
public interface IRecordWriter
{
    /// <summary>
    /// One call, at most <see cref="PublishLimits"/>. The answer matches the records by index; a record that was not accepted
    /// may be sent again. Accepted records of one call have no promised order among them. The records' data is on loan: it may not
    /// be kept when the task has ended.
    /// </summary>
    /// <exception cref="Streams.TransientFailureException">No answer came: every record may or may not have landed.</exception>
    Task<IReadOnlyList<PutOutcome>> PutAsync(
        IReadOnlyList<OutgoingRecord> records,
        CancellationToken cancellationToken
    );
}

/// <param name="ErrorCode">Null when the record was accepted; else Kinesis' code, such as ProvisionedThroughputExceededException.</param>
public readonly record struct PutOutcome(string? ErrorCode)
{
    public static PutOutcome Accepted => default;

    public bool IsAccepted => ErrorCode is null;
}
