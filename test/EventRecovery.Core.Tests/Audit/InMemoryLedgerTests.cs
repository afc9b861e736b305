using EventRecovery.Audit.Ledger;
using EventRecovery.Testing.Audit;

namespace EventRecovery.Audit;

public sealed class InMemoryLedgerTests : CompletenessLedgerContract
{
    protected override ICompletenessLedger Ledger { get; } = new InMemoryCompletenessLedger();
}
