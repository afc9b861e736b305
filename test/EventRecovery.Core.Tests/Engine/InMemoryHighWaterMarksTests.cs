using EventRecovery.Testing.Engine;

namespace EventRecovery.Engine;

public sealed class InMemoryHighWaterMarksTests : HighWaterMarksContract
{
    protected override IHighWaterMarks Marks { get; } = new InMemoryHighWaterMarks();
}
