using System.Collections.Frozen;
using EventRecovery.Json;
using EventRecovery.Recalculation;
using EventRecovery.Streams;
using Fields = EventRecovery.Replay.Requests.RequestFields;

namespace EventRecovery.Replay.Requests;

/// <summary>
/// Reads a request strictly and reports every mistake at once: a field that is misspelt would otherwise be a limit that does not
/// hold. The same JSON comes from the console, the AWS CLI, Step Functions and <c>recover replay</c>.
/// </summary>
public static class ReplayRequestReader
{
    private static readonly FrozenDictionary<string, ReplayAction> Actions = Names<ReplayAction>();
    private static readonly FrozenDictionary<string, ReplayMode> Modes = Names<ReplayMode>();

    public static RequestReading Read(ReadOnlyMemory<byte> utf8)
    {
        var problems = new List<RequestProblem>();
        if (!JsonText.TryRead(utf8, JsonLimits.Default, out var text, out var problem))
        {
            problems.Add(new RequestProblem("", $"the request is not JSON: {problem.Message}", ""));
            return new RequestReading(null, problems);
        }

        if (text.Root.Kind != JsonKind.Object)
        {
            problems.Add(new RequestProblem("", "the request is not a JSON object", "write { \"runId\": … }"));
            return new RequestReading(null, problems);
        }

        var fields = new FieldReader(text.Root, "", problems);
        var request = Read(fields);
        fields.RefuseUnknown(Fields.All);
        return new RequestReading(problems.Count == 0 ? request : null, problems);
    }

    private static ReplayRequest? Read(FieldReader fields)
    {
        var action = fields.Choice(Fields.Action, Actions) ?? ReplayAction.Run;
        var shard = fields.Text(Fields.Shard) is { } id ? new ShardId(id) : (ShardId?)null;
        var limits = ReadLimits(fields);
        var mode = ReadMode(fields);
        var definition = Fields.OfDefinition.Any(fields.Has) ? ReadDefinition(fields, mode) : null;
        var run = ReadRunId(fields, mode);
        Combine(fields, action);
        var approval = ReadApproval(fields, action);
        if (definition is not null && limits is not null)
        {
            definition = definition with { Limits = limits.ApplyTo(definition.Limits) };
        }

        return new ReplayRequest(action, run, definition, limits, shard, approval);
    }

    private static RunId? ReadRunId(FieldReader fields, ReplayMode mode)
    {
        if (fields.Text(Fields.RunId) is not { } text)
        {
            // A plan of a window belongs to no run, and needs none.
            if (!fields.Has(Fields.RunId) && mode != ReplayMode.Plan)
            {
                fields.Missing(Fields.RunId, "name the run, e.g. pricing-bug");
            }

            return null;
        }

        if (RunId.TryParse(text, out var id))
        {
            return id;
        }

        fields.Problem(Fields.RunId, $"\"{text}\" is not a run id", RunId.Rule);
        return null;
    }

    private static RunDefinition? ReadDefinition(FieldReader fields, ReplayMode mode)
    {
        foreach (var required in new[] { Fields.Stream, Fields.From, Fields.To, Fields.Version })
        {
            if (!fields.Has(required))
            {
                fields.Missing(
                    required,
                    "a new run needs stream, from, to and version; one that exists needs only runId"
                );
            }
        }

        var stream = fields.Text(Fields.Stream);
        var (from, to) = (fields.Time(Fields.From), fields.Time(Fields.To));
        if (from >= to)
        {
            fields.Problem(Fields.To, from == to ? "is the same as from" : "is before from", "write a later time");
        }

        var version = ReadVersion(fields);
        var sample = fields.Share(Fields.Sample) ?? 1;
        var only = fields.Text(Fields.Only);
        var (archive, seam) = (fields.Text(Fields.Archive), fields.Time(Fields.Seam));
        if (seam is not null && archive is null)
        {
            fields.Problem(Fields.Seam, "means nothing without archive", "name the archive, or leave it out");
        }

        var after = ReadAfter(fields);
        var rules = TrialRulesReader.Read(fields);
        return stream is null || from is null || to is null || version is null
            ? null
            : new RunDefinition(
                new StreamName(stream),
                new ReplayWindow(from.Value, to.Value),
                version,
                mode,
                sample,
                only
            )
            {
                Archive = archive,
                Seam = seam,
                Trial = mode == ReplayMode.Trial ? rules : null,
                After = after,
            };
    }

    private static RecalculationVersion? ReadVersion(FieldReader fields)
    {
        if (fields.Text(Fields.Version) is not { } text)
        {
            return null;
        }

        if (!RecalculationVersion.TryParse(text, out var version))
        {
            fields.Problem(Fields.Version, $"\"{text}\" is not a version", "write NAME/NUMBER, e.g. rate-adjustment/1");
        }

        return version;
    }

    private static ReplayMode ReadMode(FieldReader fields)
    {
        var mode = fields.Choice(Fields.Mode, Modes) ?? ReplayMode.Replay;
        foreach (var field in Fields.OfTrial.Where(field => mode != ReplayMode.Trial && fields.Has(field)))
        {
            fields.Problem(field, "is of a trial", "write \"mode\": \"trial\", or leave it out");
        }

        if (mode != ReplayMode.Replay && fields.Has(Fields.After))
        {
            fields.Problem(Fields.After, "is of a replay: it waits for a trial", "leave it out");
        }

        return mode;
    }

    private static RunId? ReadAfter(FieldReader fields)
    {
        if (fields.Text(Fields.After) is not { } text)
        {
            return null;
        }

        if (RunId.TryParse(text, out var id))
        {
            return id;
        }

        fields.Problem(Fields.After, $"\"{text}\" is not a run id", RunId.Rule);
        return null;
    }

    private static ApprovalText? ReadApproval(FieldReader fields, ReplayAction action)
    {
        if (action != ReplayAction.Approve)
        {
            foreach (var field in new[] { Fields.By, Fields.Why }.Where(fields.Has))
            {
                fields.Problem(field, "is of the action approve", "leave it out");
            }

            return null;
        }

        var (by, why) = (fields.Text(Fields.By), fields.Text(Fields.Why));
        foreach (var field in new[] { Fields.By, Fields.Why }.Where(field => !fields.Has(field)))
        {
            fields.Missing(field, "an approval says who gives it and why");
        }

        return by is null || why is null ? null : new ApprovalText(by, why);
    }

    private static LimitsChange? ReadLimits(FieldReader fields)
    {
        if (fields.Object(Fields.Limits) is not { } limits)
        {
            return null;
        }

        var change = new LimitsChange(
            (int?)limits.Integer(Fields.RecordsPerSecondPerShard, ReplayLimits.MostRecordsPerSecond),
            limits.Integer(Fields.MaxWriteUnits, long.MaxValue)
        );
        limits.RefuseUnknown(Fields.OfLimits);
        return change;
    }

    // What is right by itself and means nothing together.
    private static void Combine(FieldReader fields, ReplayAction action)
    {
        if (action is not (ReplayAction.Run or ReplayAction.Dispatch))
        {
            foreach (var field in Fields.OfDefinition.Append(Fields.Limits).Append(Fields.Shard).Where(fields.Has))
            {
                fields.Problem(field, $"means nothing to action {Name(action)}", "leave it out; the run knows it");
            }
        }
        else if (fields.Has(Fields.Shard) && (action == ReplayAction.Dispatch || Fields.OfDefinition.Any(fields.Has)))
        {
            fields.Problem(Fields.Shard, "takes a run that exists", "write only runId and shard");
        }
    }

    private static FrozenDictionary<string, T> Names<T>()
        where T : struct, Enum => Enum.GetValues<T>().ToFrozenDictionary(Name);

    internal static string Name<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
