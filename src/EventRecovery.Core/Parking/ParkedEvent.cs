using EventRecovery.Streams;

namespace EventRecovery.Parking;

/// <summary>An event that cannot be processed, set aside with its bytes so that the shard goes on and nothing is lost.</summary>
/// <param name="Reason">A stable kebab-case code, such as <c>missing-id</c>.</param>
/// <param name="Message">What was wrong and where, without payload.</param>
public sealed record ParkedEvent(
    SourcePosition Source,
    DateTimeOffset ArrivedAt,
    string PartitionKey,
    string Reason,
    string Message,
    string Version,
    ReadOnlyMemory<byte> Data
);
