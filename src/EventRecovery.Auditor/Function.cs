using Amazon.Lambda.Core;
using EventRecovery.Audit;
using EventRecovery.Audit.Scheduled;
using EventRecovery.Aws.Composition;
using EventRecovery.Telemetry;
using Microsoft.Extensions.Logging;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace EventRecovery.Auditor;

/// <summary>
/// One audit: of the last full window when a schedule asks, of any window on request. It only reads, but for its findings and its
/// ledger, so an invocation that is cut off is simply repeated.
/// </summary>
internal sealed partial class Function(RecoveryHost host, ILogger logger)
{
    private readonly ScheduledAudit audit = host.Audit();

    public async Task<Stream> HandleAsync(Stream input, ILambdaContext context)
    {
        using var bytes = new MemoryStream();
        await input.CopyToAsync(bytes);
        using var deadline = new CancellationTokenSource(context.RemainingTime - TimeSpan.FromSeconds(1));
        try
        {
            var outcome = await audit.RunAsync(AuditOrder.Read(bytes.ToArray()), deadline.Token);
            var counts = outcome.Report.Counts;
            foreach (var verdict in Verdicts.All)
            {
                host.Metrics.Add(MetricNames.AuditEvents, counts[verdict], verdict.Name());
            }

            LogAudit(
                outcome.Report.Scope.Window.ToString(),
                counts[Verdict.Ok],
                counts[Verdict.Missing],
                counts[Verdict.Wrong],
                counts.Findings
            );
            return new MemoryStream(AuditOutcomeWriter.Write(outcome));
        }
        finally
        {
            await host.FlushMetricsAsync(CancellationToken.None);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Audit of {Window}: {Right} right, {Missing} missing, {Wrong} wrong, {Findings} findings"
    )]
    private partial void LogAudit(string window, long right, long missing, long wrong, long findings);
}
