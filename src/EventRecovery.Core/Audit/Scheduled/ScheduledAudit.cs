using EventRecovery.Audit.Findings;
using EventRecovery.Audit.Ledger;
using EventRecovery.Audit.Reading;
using EventRecovery.Configuration;
using EventRecovery.Json;
using EventRecovery.Objects;
using EventRecovery.Recalculation;
using EventRecovery.Replay;
using EventRecovery.Replay.Requests;
using EventRecovery.Runtime;
using EventRecovery.Streams;

namespace EventRecovery.Audit.Scheduled;

/// <summary>
/// One audit of the deployed Auditor: of the last full window on a schedule, of any on request. Findings go to the object store, what
/// was found of each window to the ledger.
/// </summary>
/// <param name="parked">What is parked, and why: see <see cref="ParkedSource"/>.</param>
/// <param name="recalculation">What makes the right results; null when only presence is audited.</param>
/// <param name="folder">For what is bigger than memory.</param>
public sealed class ScheduledAudit(
    AuditSettings settings,
    SourceOpener sources,
    SideFormat format,
    ParkedSource parked,
    IRecalculation? recalculation,
    IObjectStore objects,
    ICompletenessLedger ledger,
    IShardReader streams,
    string folder,
    TimeProvider time,
    IEntropy entropy
)
{
    /// <exception cref="RequestInvalidException">Something of the window may still arrive.</exception>
    public async Task<AuditOutcome> RunAsync(AuditOrder order, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var window = order.Window ?? LastFull(now);
        var scope = new AuditScope(window)
        {
            Grace = settings.Grace,
            ArrivalFrom = order.Arrival?.From,
            ArrivalTo = order.Arrival?.To,
        };
        RefuseUnlessOver(scope, now);
        var request = new AuditRequest(
            scope,
            sources.Open(settings.Expected),
            [.. settings.Processed.Select(sources.Open)]
        )
        {
            ExpectedFormat = format,
            ProcessedFormat = format,
            Parked = parked,
            Rule = settings.Rule,
            Recalculation = settings.Rule is ResultRule.Presence ? null : recalculation,
        };
        var path = Path.Combine(folder, $"findings-{entropy.NextToken():x32}.jsonl");
        try
        {
            var oldest = new OldestFinding();
            var report = await AuditAsync(request, path, oldest, cancellationToken);
            var place = report.Counts.Findings > 0 ? await KeepAsync(path, window, cancellationToken) : null;
            foreach (var one in report.Windows)
            {
                await ledger.NoteAsync(settings.Name, CompletenessEntry.Of(one, now), cancellationToken);
            }

            return new AuditOutcome(report, place, await LeavesAtAsync(oldest, cancellationToken));
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>The window that ended last and whose events are all due: aligned, so that windows neither overlap nor leave gaps.</summary>
    public ReplayWindow LastFull(DateTimeOffset now)
    {
        var due = now - settings.Grace;
        var end = new DateTimeOffset(due.UtcTicks - (due.UtcTicks % settings.Length.Ticks), TimeSpan.Zero);
        return new ReplayWindow(end - settings.Length, end);
    }

    /// <summary>A stream is read until nothing of the window can arrive any more: a function would wait for that, and be cut off.</summary>
    private void RefuseUnlessOver(AuditScope scope, DateTimeOffset now)
    {
        if (scope.Reading.To > now && settings.Processed.Append(settings.Expected).OfType<SourceSpec.Stream>().Any())
        {
            throw new RequestInvalidException([
                new RequestProblem(
                    scope.ArrivalTo is null ? "to" : "arrivalTo",
                    $"asks for what may arrive until {scope.Reading.To.UtcDateTime:O}",
                    "ask again then, or say arrivalFrom and arrivalTo in the past"
                ),
            ]);
        }
    }

    private async Task<AuditReport> AuditAsync(
        AuditRequest request,
        string path,
        OldestFinding oldest,
        CancellationToken cancellationToken
    )
    {
        await using var file = new FileStream(path, FileMode.Create);
        await using var writer = new FindingWriter(file);
        oldest.Inner = writer;
        return await new AuditRunner(folder, time, entropy).RunAsync(request, oldest, cancellationToken);
    }

    private async Task<string> KeepAsync(string path, ReplayWindow window, CancellationToken cancellationToken)
    {
        var key = FormattableString.Invariant(
            $"audits/{settings.Name}/{window.From.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}.jsonl"
        );
        await objects.PutAsync(key, await File.ReadAllBytesAsync(path, cancellationToken), cancellationToken);
        return key;
    }

    /// <summary>When the stream forgets the oldest of what a replay would read from it.</summary>
    private async Task<DateTimeOffset?> LeavesAtAsync(OldestFinding oldest, CancellationToken cancellationToken)
    {
        if (oldest.ArrivedAt is not { } arrived || settings.Expected is not SourceSpec.Stream { Name: var stream })
        {
            return null;
        }

        return arrived + (await streams.DescribeAsync(stream, cancellationToken)).Retention;
    }

    private sealed class OldestFinding : IFindingSink
    {
        public FindingWriter? Inner { get; set; }

        public DateTimeOffset? ArrivedAt { get; private set; }

        public ValueTask AddAsync(Finding finding, CancellationToken cancellationToken)
        {
            if (finding.Verdict.IsRecoverable() && !(finding.ArrivedAt >= ArrivedAt))
            {
                ArrivedAt = finding.ArrivedAt ?? ArrivedAt;
            }

            return Inner!.AddAsync(finding, cancellationToken);
        }
    }
}

/// <param name="Findings">Where they are in the deployment's object store: what <c>only</c> of a replay takes; null when there are none.</param>
/// <param name="LeavesAt">When the stream forgets the oldest of them.</param>
public sealed record AuditOutcome(AuditReport Report, string? Findings, DateTimeOffset? LeavesAt);
