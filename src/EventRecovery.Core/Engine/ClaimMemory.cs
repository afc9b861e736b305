using EventRecovery.Claims;

namespace EventRecovery.Engine;

/// <summary>
/// The claim logs that a process remembers between batches, so that a warm batch reads nothing. A pass takes the memory away and
/// brings it back when it ends: an invocation that was frozen in the middle keeps what it took, and the next one starts cold
/// instead of sharing state with a ghost.
/// </summary>
public sealed class ClaimMemory(int maxEntries = ClaimMemory.DefaultMaxEntries)
{
    /// <summary>About 36 bytes an entry: 72 MB.</summary>
    public const int DefaultMaxEntries = 2_000_000;

    private Loan? shelf;

    internal Loan Take() => Interlocked.Exchange(ref shelf, null) ?? new Loan();

    internal void Return(Loan loan)
    {
        loan.Forget(maxEntries);
        shelf = loan;
    }

    /// <summary>The logs, in the hands of one pass at a time.</summary>
    internal sealed class Loan
    {
        private readonly Dictionary<ClaimLogId, ClaimLog> logs = [];
        private readonly Dictionary<ClaimLogId, long> lastUsed = [];
        private readonly Dictionary<EventDigest, WorkItem> firstCopies = [];
        private long clock;

        /// <summary>An empty dictionary, used by one decision after the other.</summary>
        public Dictionary<EventDigest, WorkItem> FirstCopies()
        {
            firstCopies.Clear();
            return firstCopies;
        }

        public ClaimLog? Find(ClaimLogId id)
        {
            if (logs.TryGetValue(id, out var log))
            {
                lastUsed[id] = ++clock;
            }

            return log;
        }

        public void Add(ClaimLog log)
        {
            logs.Add(log.Id, log);
            lastUsed[log.Id] = ++clock;
        }

        public void Forget(int maxEntries)
        {
            firstCopies.Clear();
            var entries = logs.Values.Sum(log => (long)log.Size);
            if (entries <= maxEntries)
            {
                return;
            }

            foreach (var id in lastUsed.OrderBy(use => use.Value).Select(use => use.Key).ToList())
            {
                if (entries <= maxEntries)
                {
                    return;
                }

                entries -= logs[id].Size;
                logs.Remove(id);
                lastUsed.Remove(id);
            }
        }
    }
}
