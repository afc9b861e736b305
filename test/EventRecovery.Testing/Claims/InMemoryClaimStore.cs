using EventRecovery.Claims;

namespace EventRecovery.Testing.Claims;

/// <summary>
/// Claim logs in memory, kept as the bytes that a real store keeps, so that what the format loses is lost here too.
/// Thread-safe, and every read is strongly consistent.
/// </summary>
public sealed class InMemoryClaimStore : IClaimStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<ClaimLogId, Log> logs = [];

    /// <summary>The logs that hold anything.</summary>
    public IReadOnlyList<ClaimLogId> Logs
    {
        get
        {
            lock (gate)
            {
                return [.. logs.Keys];
            }
        }
    }

    public Task<ClaimLogSlice> ReadAsync(ClaimLogId log, int fromPage, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (!logs.TryGetValue(log, out var found))
            {
                return Task.FromResult(ClaimLogSlice.Empty);
            }

            return Task.FromResult(
                new ClaimLogSlice(
                    [
                        .. found
                            .Pages.Where(page => page.Key >= fromPage)
                            .Select(page => ClaimPageFormat.Read(page.Value, log, page.Key)),
                    ],
                    found
                        .Done.Where(done => done.Key >= fromPage)
                        .ToDictionary(done => done.Key, done => PublishedEntries.FromBitmap(done.Value))
                )
            );
        }
    }

    public Task<PublishedEntries?> ReadDoneAsync(ClaimLogId log, int page, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult(
                logs.TryGetValue(log, out var found) && found.Done.TryGetValue(page, out var bitmap)
                    ? PublishedEntries.FromBitmap(bitmap)
                    : null
            );
        }
    }

    public Task<AppendOutcome> AppendAsync(ClaimLogId log, ClaimPage page, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult(
                Find(log).Pages.TryAdd(page.Number, ClaimPageFormat.Write(page))
                    ? AppendOutcome.Appended
                    : AppendOutcome.Taken
            );
        }
    }

    public Task WriteDoneAsync(
        ClaimLogId log,
        int page,
        PublishedEntries published,
        CancellationToken cancellationToken
    )
    {
        lock (gate)
        {
            Find(log).Done[page] = published.ToBitmap();
            return Task.CompletedTask;
        }
    }

    /// <summary>Turns one bit of a stored page, as a bad disk or a careless hand would.</summary>
    public void Damage(ClaimLogId log, int page)
    {
        lock (gate)
        {
            logs[log].Pages[page][^1] ^= 1;
        }
    }

    private Log Find(ClaimLogId id)
    {
        if (!logs.TryGetValue(id, out var log))
        {
            logs.Add(id, log = new Log());
        }

        return log;
    }

    private sealed class Log
    {
        public SortedDictionary<int, byte[]> Pages { get; } = [];

        public Dictionary<int, byte[]> Done { get; } = [];
    }
}
