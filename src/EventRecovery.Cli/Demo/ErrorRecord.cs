namespace EventRecovery.Cli.Demo;

/// <summary>What the consumer put on the error stream, in the order in which it did.</summary>
/// <param name="Key">The partition key.</param>
/// <param name="Origin">The event on which it failed.</param>
/// <param name="PoisonReason">Why it must be parked; null if it can be recovered.</param>
internal sealed record ErrorRecord(string Key, ReadOnlyMemory<byte> Data, SourceEvent Origin, string? PoisonReason);
