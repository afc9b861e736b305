using EventRecovery.Audit.Ledger;
using EventRecovery.Cli.Runtime;
using EventRecovery.Objects;
using EventRecovery.Parking;
using EventRecovery.Publishing;
using EventRecovery.Replay;
using EventRecovery.Replay.Checkpoints;
using EventRecovery.Streams;
using EventRecovery.Testing.Audit;
using EventRecovery.Testing.Objects;
using EventRecovery.Testing.Parking;
using EventRecovery.Testing.Replay;
using EventRecovery.Testing.Versions;
using EventRecovery.Versions;

namespace EventRecovery.Cli.Tests;

/// <summary>What operators work on, in memory.</summary>
internal sealed class InMemoryResources : Resources
{
    public InMemoryParking Parking { get; } = new();

    /// <summary>What was put on streams.</summary>
    public List<(string Stream, OutgoingRecord Record)> Put { get; } = [];

    public override IParkedEvents Parked => Parking;

    public override IRunStore Runs { get; } = new InMemoryRunStore();

    public override ICheckpointStore Checkpoints { get; } = new InMemoryCheckpointStore();

    public override ICompletenessLedger Ledger { get; } = new InMemoryCompletenessLedger();

    public override IVersionStore Versions { get; } = new InMemoryVersionStore();

    public override IObjectStore Objects { get; } = new InMemoryObjectStore();

    public override IRecordWriter WriterTo(StreamName stream) => new Writer(stream.Value, Put);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Writer(string stream, List<(string, OutgoingRecord)> put) : IRecordWriter
    {
        public Task<IReadOnlyList<PutOutcome>> PutAsync(
            IReadOnlyList<OutgoingRecord> records,
            CancellationToken cancellationToken
        )
        {
            put.AddRange(records.Select(record => (stream, record)));
            return Task.FromResult<IReadOnlyList<PutOutcome>>([.. records.Select(_ => PutOutcome.Accepted)]);
        }
    }
}
