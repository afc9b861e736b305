using System.Buffers;
using System.Text.Json;
using EventRecovery.Audit.Analysis;
using EventRecovery.Audit.Findings;

namespace EventRecovery.Audit.Scheduled;

/// <summary>Writes what an audit found as the Auditor answers it.</summary>
public static class AuditOutcomeWriter
{
    public static byte[] Write(AuditOutcome outcome)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            Write(json, outcome);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, AuditOutcome outcome)
    {
        var report = outcome.Report;
        json.WriteStartObject();
        json.WriteBoolean("ok", report.Ok);
        json.WriteString("from", report.Scope.Window.From.UtcDateTime);
        json.WriteString("to", report.Scope.Window.To.UtcDateTime);
        json.WriteStartObject("counts");
        foreach (var verdict in Verdicts.All)
        {
            json.WriteNumber(verdict.Name(), report.Counts[verdict]);
        }

        json.WriteEndObject();
        json.WriteNumber("recovered", report.Recovered.Count);
        json.WriteNumber("cells", report.Cells);
        json.WriteNumber("cellsReconciled", report.CellsReconciled);
        json.WriteString("findings", outcome.Findings);
        json.WriteStartArray("patterns");
        foreach (var pattern in report.Patterns)
        {
            json.WriteStringValue(
                FormattableString.Invariant(
                    $"{pattern.FailedShare:P0} of {pattern.Verdict.Name()} and {pattern.GoodShare:P1} of the others: {pattern.Feature}"
                )
            );
        }

        json.WriteEndArray();
        json.WriteStartArray("causes");
        foreach (var group in report.Groups)
        {
            json.WriteStringValue(Told(group));
        }

        json.WriteEndArray();
        json.WriteStartArray("messages");
        foreach (var message in Messages(outcome))
        {
            json.WriteStringValue(message);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Told(FailureGroup group)
    {
        var cause = group.Cause is { } known ? $" by {known.Name()}" : "";
        var common = group.Common.Count > 0 ? $": {string.Join(", ", group.Common)}" : "";
        return FormattableString.Invariant($"{group.Count} {group.Verdict.Name()}{cause}{common}");
    }

    private static IEnumerable<string> Messages(AuditOutcome outcome)
    {
        if (outcome.Report.Gone is { } gone)
        {
            yield return $"The stream no longer holds {gone}: what was expected then is not known. Audit it from the archive.";
        }

        if (outcome.Report.Recovered.Told() is { } recovered)
        {
            yield return recovered;
        }

        if (outcome.LeavesAt is { } leaves)
        {
            yield return $"The oldest finding leaves the stream at {leaves.UtcDateTime:O}. Replay before that, or: recover retention extend";
        }
    }
}
