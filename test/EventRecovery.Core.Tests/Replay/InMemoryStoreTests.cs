using EventRecovery.Replay.Checkpoints;
using EventRecovery.Testing.Replay;

namespace EventRecovery.Replay;

public class InMemoryCheckpointStoreTests : CheckpointStoreContract
{
    protected override ICheckpointStore Store { get; } = new InMemoryCheckpointStore();
}

public class InMemoryRunStoreTests : RunStoreContract
{
    protected override IRunStore Store { get; } = new InMemoryRunStore();
}
