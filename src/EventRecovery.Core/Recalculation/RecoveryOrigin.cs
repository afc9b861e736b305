namespace EventRecovery.Recalculation;

/// <summary>Where a recovered event comes from: its run and its one source record.</summary>
/// <param name="Run">The run that recovered it, or the consumer's name.</param>
/// <param name="Stream">The stream of the source record.</param>
/// <param name="Shard">Its shard.</param>
/// <param name="Sequence">Its sequence number, a decimal integer of any length.</param>
/// <param name="SubSequence">Its place in a KPL aggregate, from 0; 0 for a record that is none.</param>
public readonly record struct RecoveryOrigin(
    string Run,
    string Stream,
    string Shard,
    string Sequence,
    long SubSequence
);
