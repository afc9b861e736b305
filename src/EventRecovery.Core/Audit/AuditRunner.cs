using EventRecovery.Audit.Analysis;
using EventRecovery.Audit.Cells;
using EventRecovery.Audit.Exact;
using EventRecovery.Audit.Findings;
using EventRecovery.Audit.Reading;
using EventRecovery.Runtime;

namespace EventRecovery.Audit;

/// <summary>
/// Reconciles: cheap first, exact after.
/// <code>
///   read both sides ─► a sketch for each window × key range ─┬─ equal: all of it is right
///                                                            └─ differs: read those events again, parted on disk
///                                                                 by id ─► part by part in memory ─► verdicts
/// </code>
/// Memory is bounded by the cells and by the largest part, never by the number of events.
/// </summary>
/// <param name="folder">For the parts; they vanish when the audit ends.</param>
public sealed class AuditRunner(string folder, TimeProvider time, IEntropy entropy)
{
    /// <summary>Entries of one side that a part is made for: some 30 MB of memory.</summary>
    private const long PartEntries = 50_000;

    private const int MostParts = 256;

    /// <param name="progress">Told how many more events were read, from more than one thread.</param>
    /// <exception cref="AuditSourceException">A source cannot be read as a whole.</exception>
    public async Task<AuditReport> RunAsync(
        AuditRequest request,
        IFindingSink sink,
        CancellationToken cancellationToken,
        Action<long>? progress = null
    )
    {
        var now = time.GetUtcNow();
        var expected = new SideReading(
            request,
            AuditSide.Expected,
            [request.Expected],
            request.ExpectedFormat,
            now,
            progress
        );
        var processed = new SideReading(
            request,
            AuditSide.Processed,
            request.Processed,
            request.ProcessedFormat,
            now,
            progress
        );
        var comparison = await CompareAsync(request, expected, processed, cancellationToken);
        var reports = (expected.Report(comparison.Expected.Outside), processed.Report(comparison.Processed.Outside));
        var analysis = new FailureAnalysis(comparison.Features);
        var tally = new AuditTally(request.Scope, sink, analysis);
        foreach (var lost in comparison.Lost)
        {
            await tally.AddLostAsync(lost, cancellationToken);
        }

        var differing = comparison.Differing();
        tally.AddEqual(comparison, differing);
        if (differing.Count > 0)
        {
            await ReconcileAsync(request, comparison, differing, now, tally, expected, processed, cancellationToken);
        }

        return new AuditReport(request.Scope, tally.Total, tally.Windows(comparison, differing))
        {
            Expected = reports.Item1,
            Processed = reports.Item2,
            Cells = comparison.Cells.Count,
            CellsReconciled = differing.Count,
            Patterns = analysis.Patterns(),
            Groups = analysis.Groups(),
            Recovered = tally.Recovered,
            Gone = await request.Expected.GoneAsync(request.Scope.Reading, cancellationToken),
        };
    }

    private static async Task<Comparison> CompareAsync(
        AuditRequest request,
        SideReading expected,
        SideReading processed,
        CancellationToken cancellationToken
    )
    {
        var comparison = new Comparison(request.Scope);
        await BothAsync(
            token => expected.ReadAsync((_, entry) => comparison.AddExpected(entry), comparison.AddUnreadable, token),
            token => processed.ReadAsync(comparison.AddProcessed, null, token),
            cancellationToken
        );
        return comparison;
    }

    private async Task ReconcileAsync(
        AuditRequest request,
        Comparison comparison,
        HashSet<(int, int)> differing,
        DateTimeOffset now,
        AuditTally tally,
        SideReading expected,
        SideReading processed,
        CancellationToken cancellationToken
    )
    {
        var parts = PartsFor(comparison, differing);
        var name = $"audit-{entropy.NextToken():x32}";
        using var wanted = new EntrySpill(folder, name + "-expected", parts);
        using var found = new EntrySpill(folder, name + "-processed", parts);
        using var logs = new EntrySpill(folder, name + "-logs", parts);
        await BothAsync(
            token => expected.ReadAsync((layer, entry) => Keep(wanted, layer, entry), null, token),
            token => processed.ReadAsync((layer, entry) => Keep(found, layer, entry), null, token),
            cancellationToken
        );
        await ReadLogAsync(request, request.Parked, ParkedSource.Format, logs, now, cancellationToken);
        await ReadLogAsync(request, request.Logs, request.LogFormat, logs, now, cancellationToken);
        var judge = new Judge(request.Scope, request.Rule, now);
        for (var part = 0; part < parts; part++)
        {
            foreach (var copies in Reconciled(part, wanted, found, logs).Values.Where(copies => copies.IsOfWindow))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (verdict, finding) = judge.Decide(copies);
                await tally.AddAsync(verdict, finding, copies, cancellationToken);
            }
        }

        void Keep(EntrySpill spill, byte layer, AuditEntry entry)
        {
            if (entry.Time is null || (CellGrid.CellOf(request.Scope, entry) is { } cell && differing.Contains(cell)))
            {
                spill.Add(layer, entry);
            }
        }
    }

    private static async Task ReadLogAsync(
        AuditRequest request,
        IAuditSource? source,
        SideFormat format,
        EntrySpill logs,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        if (source is not null)
        {
            var reading = new SideReading(request, AuditSide.Log, [source], format, now);
            await reading.ReadAsync(logs.Add, null, cancellationToken);
        }
    }

    private static Dictionary<Claims.EventDigest, EventCopies> Reconciled(
        int part,
        EntrySpill expected,
        EntrySpill processed,
        EntrySpill logs
    )
    {
        var events = new Dictionary<Claims.EventDigest, EventCopies>();
        foreach (var (_, entry) in expected.Read(part))
        {
            Of(entry).AddExpected(entry);
        }

        foreach (var (layer, entry) in processed.Read(part))
        {
            Of(entry).AddProcessed(layer, entry);
        }

        foreach (var (_, entry) in logs.Read(part))
        {
            events.GetValueOrDefault(entry.Digest)?.AddLog(entry);
        }

        return events;

        EventCopies Of(AuditEntry entry)
        {
            if (!events.TryGetValue(entry.Digest, out var copies))
            {
                events.Add(entry.Digest, copies = new EventCopies());
            }

            return copies;
        }
    }

    private static int PartsFor(Comparison comparison, HashSet<(int, int)> differing)
    {
        var most = Math.Max(
            differing.Sum(cell => comparison.Expected[cell].Count),
            differing.Sum(cell => comparison.Processed[cell].Count) + comparison.Processed.Untimed
        );
        var wished = (ulong)Math.Clamp(most / PartEntries, 1, MostParts);
        return (int)System.Numerics.BitOperations.RoundUpToPowerOf2(wished);
    }

    /// <summary>Each side on a thread of its own; when one fails, the other stops.</summary>
    private static async Task BothAsync(
        Func<CancellationToken, Task> one,
        Func<CancellationToken, Task> other,
        CancellationToken cancellationToken
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var first = Task.Run(() => StoppingAsync(one), CancellationToken.None);
        var second = Task.Run(() => StoppingAsync(other), CancellationToken.None);
        await Task.WhenAll(first, second).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // What stopped it, rather than that the other was stopped.
        await (
            first.IsFaulted ? first
            : second.IsFaulted ? second
            : first
        );
        await second;

        async Task StoppingAsync(Func<CancellationToken, Task> side)
        {
            try
            {
                await side(stop.Token);
            }
            catch
            {
                await stop.CancelAsync();
                throw;
            }
        }
    }
}
