using EventRecovery.Json;
using EventRecovery.Recalculation;
using EventRecovery.Validation;
using Fields = EventRecovery.Replay.Requests.RequestFields;

namespace EventRecovery.Replay.Requests;

/// <summary>Reads what a trial compares with and must show.</summary>
internal static class TrialRulesReader
{
    private const string Path = "path";
    private const string Absolute = "absolute";
    private const string Relative = "relative";
    private const string Ignore = "ignore";
    private const string Known = "known";

    private static readonly string[] OfRule = [Path, Absolute, Relative, Ignore, Known];

    private const string MaxChangedRate = "maxChangedRate";
    private const string MaxNewRate = "maxNewRate";
    private const string MaxGone = "maxGone";
    private const string MaxAnomalyRate = "maxAnomalyRate";
    private const string MaxRejectedRate = "maxRejectedRate";
    private const string MaxViolations = "maxViolations";
    private const string MaxConflicts = "maxConflicts";
    private const string MinSample = "minSample";

    private static readonly string[] OfGates =
    [
        MaxChangedRate,
        MaxNewRate,
        MaxGone,
        MaxAnomalyRate,
        MaxRejectedRate,
        MaxViolations,
        MaxConflicts,
        MinSample,
    ];

    public static TrialRules Read(FieldReader fields) =>
        new()
        {
            Baseline = Baseline(fields),
            Compare = [.. fields.Objects(Fields.Compare).Select(Rule).OfType<PathRule>()],
            Gates = Gates(fields),
        };

    private static string? Baseline(FieldReader fields)
    {
        var text = fields.Text(Fields.Baseline);
        if (text is not null && TrialBaselines.KindOf(text) is null)
        {
            fields.Problem(
                Fields.Baseline,
                $"\"{text}\" is not a baseline",
                "write published, run:ID, NAME/NUMBER of another recalculation, or the key of a .jsonl or .jsonl.gz file"
            );
        }

        return text;
    }

    private static PathRule? Rule(FieldReader fields)
    {
        fields.RefuseUnknown(OfRule);
        var path = fields.Text(Path);
        var rule = new PathRule(
            path ?? "",
            fields.Number(Absolute),
            fields.Number(Relative),
            fields.Flag(Ignore),
            fields.Text(Known)
        );
        if (path is null)
        {
            fields.Missing(Path, "name the values by a JSON Pointer, e.g. /total");
            return null;
        }

        if (!JsonPointer.TryParse(path, out _))
        {
            fields.Problem(Path, $"\"{path}\" is not a JSON Pointer", "write it like /order/total");
            return null;
        }

        return rule;
    }

    private static TrialGates Gates(FieldReader fields)
    {
        if (fields.Object(Fields.Gates) is not { } gates)
        {
            return new TrialGates();
        }

        gates.RefuseUnknown(OfGates);
        return new TrialGates(
            gates.Number(MaxChangedRate, 1),
            gates.Number(MaxNewRate, 1),
            (long?)gates.Number(MaxGone, long.MaxValue / 2),
            gates.Number(MaxAnomalyRate, 1),
            gates.Number(MaxRejectedRate, 1),
            (long?)gates.Number(MaxViolations, long.MaxValue / 2) ?? 0,
            (long?)gates.Number(MaxConflicts, long.MaxValue / 2) ?? 0,
            (long?)gates.Number(MinSample, long.MaxValue / 2) ?? 1
        );
    }
}
