using System.Buffers;
using System.Text.Json;
using EventRecovery.Validation;
using Fields = EventRecovery.Replay.Requests.RequestFields;

namespace EventRecovery.Replay.Requests;

/// <summary>Writes a request as the reader reads it. What is as by default is left out, so that the JSON says what was asked.</summary>
public static class ReplayRequestWriter
{
    public static byte[] Write(ReplayRequest request)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            Write(json, request);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, ReplayRequest request)
    {
        if (request.Action != ReplayAction.Run)
        {
            json.WriteString(Fields.Action, ReplayRequestReader.Name(request.Action));
        }

        if (request.RunId is { } run)
        {
            json.WriteString(Fields.RunId, run.Value);
        }

        if (request.Shard is { } shard)
        {
            json.WriteString(Fields.Shard, shard.Value);
        }

        if (request.Approval is { } approval)
        {
            json.WriteString(Fields.By, approval.By);
            json.WriteString(Fields.Why, approval.Why);
        }

        if (request.Definition is { } definition)
        {
            Write(json, definition);
        }

        if (LimitsOf(request) is { } limits && limits != new LimitsChange())
        {
            Write(json, limits);
        }
    }

    private static void Write(Utf8JsonWriter json, RunDefinition definition)
    {
        json.WriteString(Fields.Stream, definition.Stream.Value);
        json.WriteString(Fields.From, definition.Window.From.UtcDateTime);
        json.WriteString(Fields.To, definition.Window.To.UtcDateTime);
        json.WriteString(Fields.Version, definition.Version.ToString());
        json.WriteString(Fields.Mode, ReplayRequestReader.Name(definition.Mode));
        if (definition.Sample != 1)
        {
            json.WriteNumber(Fields.Sample, definition.Sample);
        }

        if (definition.Only is { } only)
        {
            json.WriteString(Fields.Only, only);
        }

        if (definition.Archive is { } archive)
        {
            json.WriteString(Fields.Archive, archive);
        }

        if (definition.Seam is { } seam)
        {
            json.WriteString(Fields.Seam, seam.UtcDateTime);
        }

        if (definition.After is { } after)
        {
            json.WriteString(Fields.After, after.Value);
        }

        if (definition.Trial is { } trial)
        {
            Write(json, trial);
        }
    }

    private static void Write(Utf8JsonWriter json, TrialRules trial)
    {
        if (trial.Baseline is { } baseline)
        {
            json.WriteString(Fields.Baseline, baseline);
        }

        using var rules = JsonDocument.Parse(trial.ToJson());
        foreach (var field in new[] { Fields.Compare, Fields.Gates })
        {
            json.WritePropertyName(field);
            rules.RootElement.GetProperty(field).WriteTo(json);
        }
    }

    private static LimitsChange? LimitsOf(ReplayRequest request) =>
        request.Definition is { Limits: var limits }
            ? new LimitsChange(
                limits.RecordsPerSecondPerShard == ReplayLimits.Default.RecordsPerSecondPerShard
                    ? null
                    : limits.RecordsPerSecondPerShard,
                limits.MaxWriteUnits
            )
            : request.Limits;

    private static void Write(Utf8JsonWriter json, LimitsChange limits)
    {
        json.WriteStartObject(Fields.Limits);
        if (limits.RecordsPerSecondPerShard is { } rate)
        {
            json.WriteNumber(Fields.RecordsPerSecondPerShard, rate);
        }

        if (limits.MaxWriteUnits is { } units)
        {
            json.WriteNumber(Fields.MaxWriteUnits, units);
        }

        json.WriteEndObject();
    }
}
