using EventRecovery.Audit;
using EventRecovery.Audit.Findings;

namespace EventRecovery.Cli.Demo;

/// <summary>What an audit found in the demo.</summary>
internal sealed record DemoFindings(long Missing, long Wrong, long Duplicate)
{
    public static DemoFindings None { get; } = new(0, 0, 0);

    public static DemoFindings Of(AuditReport report) =>
        new(report.Counts[Verdict.Missing], report.Counts[Verdict.Wrong], report.Counts[Verdict.Duplicate]);
}

/// <param name="After">With what was recovered, and all zeros.</param>
/// <param name="Check">The findings before, each held against what was done to the event.</param>
/// <param name="Crash">What the audit says of the crash; null when it overlooked it.</param>
internal sealed record DemoAudits(DemoFindings Before, DemoFindings After, DemoFaultCheck Check, DemoCrash? Crash)
{
    /// <summary>Every fault was found, nothing else was, and the crash was named and made good.</summary>
    public bool AreAsTheyMust =>
        After == DemoFindings.None
        && Check is { False: 0, Overlooked: 0 }
        && Crash is { } crash
        && crash.Recovered == crash.Events;
}

/// <param name="Right">Findings with the verdict and the cause that the fault list has.</param>
/// <param name="False">Findings that the fault list does not have, or has otherwise.</param>
/// <param name="Overlooked">Faults that were not found.</param>
internal sealed record DemoFaultCheck(int Right, int False, int Overlooked)
{
    public static DemoFaultCheck Of(IReadOnlyCollection<Finding> findings, IReadOnlyDictionary<string, Fault> faults)
    {
        var right = findings.Where(finding => IsRight(finding, faults)).Select(finding => finding.Id).ToHashSet();
        return new DemoFaultCheck(right.Count, findings.Count - right.Count, faults.Count - right.Count);
    }

    private static bool IsRight(Finding finding, IReadOnlyDictionary<string, Fault> faults) =>
        faults.TryGetValue(finding.Id, out var fault)
        && fault.Verdict == finding.Verdict
        && (fault.Verdict != Verdict.Missing || fault.Cause == finding.Cause);
}

/// <summary>The crash as the audit tells it, by the consumer's log and the place of what is missing.</summary>
/// <param name="From">The first event that it took; <paramref name="To"/> the last.</param>
/// <param name="Recovered">How many of them the replay published.</param>
internal sealed record DemoCrash(string Shard, DateTimeOffset From, DateTimeOffset To, long Events, int Recovered)
{
    /// <summary>Null unless the audit names the cause, the shard and the time of the crash as they were.</summary>
    public static DemoCrash? Of(
        AuditReport report,
        IReadOnlyCollection<Finding> findings,
        Incident incident,
        IReadOnlySet<string> recovered
    )
    {
        var faults = incident.Faults();
        var lost = incident
            .Events.Select(one => one.Event)
            .Where(one => faults.GetValueOrDefault(one.Id).Cause == FailureCause.Crash)
            .ToList();
        if (lost.Count == 0)
        {
            return incident.Crash is { Shard: var shard, Stretch: var stretch }
                ? new DemoCrash(shard.Value, stretch.From, stretch.To, 0, 0)
                : null;
        }

        var group = report.Groups.FirstOrDefault(group =>
            group is { Verdict: Verdict.Missing, Cause: FailureCause.Crash }
        );
        return
            group is { First: { } first, Last: { } last }
            && findings.Where(one => one.Cause == FailureCause.Crash).All(one => one.Shard == incident.Crash?.Shard)
            && group.Count == lost.Count
            && first == lost.Min(one => one.Timestamp)
            && last == lost.Max(one => one.Timestamp)
            ? new DemoCrash(
                incident.Crash!.Shard.Value,
                first,
                last,
                group.Count,
                lost.Count(one => recovered.Contains(one.Id))
            )
            : null;
    }
}
