using EventRecovery.Claims;
using EventRecovery.Simulation.Cloud;

namespace EventRecovery.Simulation.Checks;

/// <summary>An entry of a claim page, as the referee follows it.</summary>
internal sealed class ClaimRecord(SimulatedProcess process, ClaimPage page, ClaimEntry entry)
{
    public SimulatedProcess Process => process;

    public ClaimPage Page => page;

    public ClaimEntry Entry => entry;

    /// <summary>When its done item was written; null while the page is open.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    public bool IsMarkedPublished { get; set; }

    /// <summary>Copies that Kinesis accepted for it.</summary>
    public int Copies { get; set; }

    /// <summary>Copies for which the process may not have had its answer, and may rightly have sent another.</summary>
    public int Doubts { get; set; }
}
