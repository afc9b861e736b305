namespace EventRecovery.Cli.Demo;

/// <summary>A record that EventRecovery is given: on the error stream, or on the source stream that it reads again.</summary>
/// <param name="Key">The partition key.</param>
/// <param name="Origin">The event that it is about.</param>
/// <param name="PoisonReason">Why it must be parked; null if it can be recovered.</param>
internal sealed record SentRecord(string Key, ReadOnlyMemory<byte> Data, SourceEvent Origin, string? PoisonReason);
