using System.Globalization;
using EventRecovery.Audit;
using EventRecovery.Audit.Reading;
using EventRecovery.Local;

namespace EventRecovery.Cli.Audit;

/// <summary>How much an audit has read, told now and then. Thread-safe.</summary>
internal sealed class AuditProgress
{
    private const long Every = 250_000;

    private long read;

    public static string Told(AuditReport report) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Expected.Read:N0} events expected · {report.Processed.Read:N0} processed · {report.Counts.Findings:N0} findings"
        );

    /// <summary>A stream is read until nothing of the window can arrive any more.</summary>
    public static void TellIfItWaits(AuditRequest request, DateTimeOffset now, IStackProgress steps)
    {
        var end = request.Scope.Reading.To;
        if (end > now && request.Processed.Append(request.Expected).OfType<StreamSource>().Any())
        {
            steps.Started(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"waiting until {end.UtcDateTime:u} for what may still arrive; --arrival-to with an earlier time does not wait"
                )
            );
        }
    }

    /// <summary>Of a busy stream that can be much more than the window.</summary>
    public static void TellIfItReadsOn(AuditRequest request, DateTimeOffset now, IStackProgress steps)
    {
        for (var number = 1; number <= request.Processed.Count; number++)
        {
            var until = request.ReadingOf(number, now).To;
            if (until > request.Scope.Reading.To && request.Processed[number - 1] is StreamSource stream)
            {
                steps.Started(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"reading {stream.Name} until {until.UtcDateTime:u} for what was recovered since; --arrival-to with an earlier time reads less"
                    )
                );
            }
        }
    }

    public void Add(long more, IStackProgress steps)
    {
        var now = Interlocked.Add(ref read, more);
        if (now / Every != (now - more) / Every)
        {
            steps.Started(string.Create(CultureInfo.InvariantCulture, $"{now:N0} events read"));
        }
    }
}
