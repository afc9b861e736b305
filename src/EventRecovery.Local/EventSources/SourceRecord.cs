using EventRecovery.Streams;

namespace EventRecovery.Local.EventSources;

/// <summary>A record as it will be delivered: its JSON is written once, so that batches can be measured before they are built.</summary>
internal sealed record SourceRecord(SequenceNumber Sequence, DateTimeOffset ArrivedAt, ReadOnlyMemory<byte> Json);
