using System.Diagnostics;
using EventRecovery.Testing.Faults;

namespace EventRecovery.Cli.Tests.Versions;

/// <summary>Watches the writes of one process to any service, and kills it with SIGKILL at the n-th of them.</summary>
internal sealed class WriteKiller
{
    private static readonly string[] Reads = ["Get", "Query", "Describe", "List", "Scan"];

    private readonly Lock gate = new();
    private Process? victim;
    private int left;
    private Fate fate;

    /// <summary>The write at which it was killed; null when it has ended by itself.</summary>
    public string? KilledAt { get; private set; }

    /// <param name="nth">Counted from 1; 0 never kills.</param>
    /// <param name="write">What becomes of the write that the process does not survive.</param>
    public void Arm(int nth, Fate write)
    {
        lock (gate)
        {
            (victim, left, fate, KilledAt) = (null, nth, write, null);
        }
    }

    public void Watch(Process process)
    {
        lock (gate)
        {
            victim = process;
        }
    }

    public Fate Decide(string operation)
    {
        lock (gate)
        {
            var isRead = Reads.Any(read => operation.StartsWith(read, StringComparison.Ordinal));
            if (isRead || left == 0 || --left > 0)
            {
                return Fate.Pass;
            }

            victim!.Kill();
            KilledAt = operation;
            return fate;
        }
    }
}
