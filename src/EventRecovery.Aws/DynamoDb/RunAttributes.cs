using Amazon.DynamoDBv2.Model;
using EventRecovery.Recalculation;
using EventRecovery.Replay;
using EventRecovery.Streams;
using EventRecovery.Validation;

namespace EventRecovery.Aws.DynamoDb;

/// <summary>A run as attributes of an item.</summary>
internal static class RunAttributes
{
    public const string RunId = "runId";
    public const string Revision = "revision";

    private const string Stream = "stream";
    private const string StreamCreatedAt = "streamCreatedAt";
    private const string From = "from";
    private const string To = "to";
    private const string Version = "version";
    private const string Mode = "mode";
    private const string Sample = "sample";
    private const string Only = "only";
    private const string Archive = "archive";
    private const string Seam = "seam";
    private const string RecordsPerSecond = "recordsPerSecondPerShard";
    private const string MaxWriteUnits = "maxWriteUnits";
    private const string CreatedAt = "createdAt";
    private const string State = "state";
    private const string Attempt = "attempt";
    private const string Totals = "totals";
    private const string Failure = "failure";
    private const string Report = "report";
    private const string Trial = "trial";
    private const string After = "after";
    private const string Passed = "passed";
    private const string Reason = "reason";
    private const string ApprovedBy = "approvedBy";
    private const string ApprovedAt = "approvedAt";
    private const string ApprovedWhy = "approvedWhy";

    public static Dictionary<string, AttributeValue> Write(ReplayRun run)
    {
        var definition = run.Definition;
        var attributes = new Dictionary<string, AttributeValue>
        {
            [RunId] = Attributes.Of(run.Id.Value),
            [Stream] = Attributes.Of(definition.Stream.Value),
            [StreamCreatedAt] = Attributes.Of(run.StreamCreatedAt),
            [From] = Attributes.Of(definition.Window.From),
            [To] = Attributes.Of(definition.Window.To),
            [Version] = Attributes.Of(definition.Version.ToString()),
            [Mode] = Attributes.Of(definition.Mode.ToString()),
            [Sample] = Attributes.Of(definition.Sample),
            [RecordsPerSecond] = Attributes.Of(definition.Limits.RecordsPerSecondPerShard),
            [CreatedAt] = Attributes.Of(run.CreatedAt),
            [State] = Attributes.Of(run.State.ToString()),
            [Attempt] = Attributes.Of(run.Attempt),
            [Revision] = Attributes.Of(run.Revision),
        };
        AddText(attributes, Only, definition.Only);
        AddText(attributes, Archive, definition.Archive);
        if (definition.Seam is { } seam)
        {
            attributes.Add(Seam, Attributes.Of(seam));
        }
        AddText(attributes, Failure, run.Failure);
        AddText(attributes, Report, run.Report);
        AddText(attributes, Trial, definition.Trial?.ToJson());
        AddText(attributes, After, definition.After?.Value);
        AddText(attributes, Passed, run.Trial?.Passed.ToString());
        AddText(attributes, Reason, run.Trial?.Reason);
        if (run.Approval is { } approval)
        {
            attributes.Add(ApprovedBy, Attributes.Of(approval.By));
            attributes.Add(ApprovedAt, Attributes.Of(approval.At));
            attributes.Add(ApprovedWhy, Attributes.Of(approval.Why));
        }

        if (definition.Limits.MaxWriteUnits is { } units)
        {
            attributes.Add(MaxWriteUnits, Attributes.Of(units));
        }

        if (run.Totals is { } totals)
        {
            attributes.Add(Totals, CountAttributes.Write(totals));
        }

        return attributes;
    }

    public static ReplayRun Read(Dictionary<string, AttributeValue> item) =>
        new(
            new Replay.RunId(item.Text(RunId)),
            ReadDefinition(item),
            item.Time(StreamCreatedAt),
            item.Time(CreatedAt),
            Enum.Parse<RunState>(item.Text(State)),
            (int)item.Number(Attempt),
            item.Number(Revision)
        )
        {
            Totals = item.TryGetValue(Totals, out var totals) ? CountAttributes.Read(totals.M) : null,
            Failure = item.TextOrNull(Failure),
            Report = item.TextOrNull(Report),
            Trial = item.TextOrNull(Passed) is { } passed
                ? new TrialOutcome(bool.Parse(passed), item.Text(Reason))
                : null,
            Approval = item.TextOrNull(ApprovedBy) is { } by
                ? new TrialApproval(by, item.Time(ApprovedAt), item.Text(ApprovedWhy))
                : null,
        };

    private static RunDefinition ReadDefinition(Dictionary<string, AttributeValue> item) =>
        new(
            new StreamName(item.Text(Stream)),
            new ReplayWindow(item.Time(From), item.Time(To)),
            RecalculationVersion.Parse(item.Text(Version)),
            Enum.Parse<ReplayMode>(item.Text(Mode)),
            item.Decimal(Sample),
            item.TextOrNull(Only)
        )
        {
            Archive = item.TextOrNull(Archive),
            Seam = item.TimeOrNull(Seam),
            Trial = item.TextOrNull(Trial) is { } trial ? TrialRules.Parse(trial) : null,
            After = item.TextOrNull(After) is { } after ? new Replay.RunId(after) : null,
            Limits = new ReplayLimits
            {
                RecordsPerSecondPerShard = (int)item.Number(RecordsPerSecond),
                MaxWriteUnits = item.NumberOrNull(MaxWriteUnits),
            },
        };

    private static void AddText(Dictionary<string, AttributeValue> attributes, string name, string? text)
    {
        if (text is not null)
        {
            attributes.Add(name, Attributes.Of(text));
        }
    }
}
