using EventRecovery.Streams;

namespace EventRecovery.Local.EventSources;

/// <summary>Why a batch was given up, in AWS's words.</summary>
public enum DiscardCondition
{
    /// <summary>It failed more often than <see cref="EventSourceMappingOptions.MaximumRetryAttempts"/> allows.</summary>
    RetryAttemptsExhausted,

    /// <summary>Its records are older than <see cref="EventSourceMappingOptions.MaximumRecordAge"/>.</summary>
    RecordAgeExceeded,
}

/// <summary>A batch that the mapping gave up, with all that AWS tells an on-failure destination about it.</summary>
/// <param name="Source">Stream and function.</param>
/// <param name="Shard">Where the records come from.</param>
/// <param name="Condition">Why.</param>
/// <param name="RequestId">The last invocation that had them; empty when there was none.</param>
/// <param name="InvokeCount">How often they were delivered, about.</param>
/// <param name="FunctionError">Whether that last invocation ended with a function error.</param>
/// <param name="GivenUpAt">When.</param>
/// <param name="First">The first record's sequence number.</param>
/// <param name="Last">The last record's.</param>
/// <param name="FirstArrivedAt">The first record's arrival.</param>
/// <param name="LastArrivedAt">The last record's.</param>
/// <param name="Count">How many records.</param>
/// <param name="Payload">The event as the function got it, UTF-8 JSON.</param>
public sealed record DiscardedBatch(
    EventSource Source,
    ShardId Shard,
    DiscardCondition Condition,
    string RequestId,
    int InvokeCount,
    bool FunctionError,
    DateTimeOffset GivenUpAt,
    SequenceNumber First,
    SequenceNumber Last,
    DateTimeOffset FirstArrivedAt,
    DateTimeOffset LastArrivedAt,
    int Count,
    ReadOnlyMemory<byte> Payload
);

/// <summary>Where batches go that a mapping gives up.</summary>
public interface IOnFailureDestination
{
    /// <summary>Keeps the batch. The mapping does not move on before this has returned.</summary>
    Task SendAsync(DiscardedBatch batch, CancellationToken cancellationToken);
}
