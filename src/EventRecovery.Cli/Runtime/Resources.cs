using EventRecovery.Audit.Ledger;
using EventRecovery.Objects;
using EventRecovery.Parking;
using EventRecovery.Publishing;
using EventRecovery.Replay;
using EventRecovery.Replay.Checkpoints;
using EventRecovery.Streams;
using EventRecovery.Versions;

namespace EventRecovery.Cli.Runtime;

/// <summary>What operators work on: on AWS, or wherever the standard endpoint variables point.</summary>
internal abstract class Resources : IAsyncDisposable
{
    public abstract IParkedEvents Parked { get; }

    public abstract IRunStore Runs { get; }

    public abstract ICheckpointStore Checkpoints { get; }

    public abstract IVersionStore Versions { get; }

    public abstract ICompletenessLedger Ledger { get; }

    /// <summary>Where functions put what outgrows records, and the results of runs.</summary>
    public abstract IObjectStore Objects { get; }

    public abstract IRecordWriter WriterTo(StreamName stream);

    public abstract ValueTask DisposeAsync();
}
