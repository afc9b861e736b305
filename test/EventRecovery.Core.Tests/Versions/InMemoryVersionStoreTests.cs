using EventRecovery.Testing.Versions;

namespace EventRecovery.Versions;

public sealed class InMemoryVersionStoreTests : VersionStoreContract
{
    protected override IVersionStore Store { get; } = new InMemoryVersionStore();
}
