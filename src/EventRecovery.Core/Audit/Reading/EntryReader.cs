using EventRecovery.Claims;
using EventRecovery.Events;
using EventRecovery.Json;

namespace EventRecovery.Audit.Reading;

public enum AuditSide
{
    /// <summary>What should have been processed.</summary>
    Expected,

    /// <summary>What was.</summary>
    Processed,

    /// <summary>What logs tell of failures.</summary>
    Log,
}

/// <summary>Makes entries of what a source holds. Reuses its memory, so it serves one caller at a time.</summary>
internal sealed class EntryReader(AuditSide side, SideFormat format, ResultReader results, JsonLimits limits)
{
    private const int LongestReason = 200;

    private readonly EventFormat times = new() { Timestamp = format.Time };

    /// <summary>Null with the reason when there is no event in it.</summary>
    public AuditEntry? Read(in AuditItem item, out Rejection rejection)
    {
        if (item.Kind != JsonPieceKind.Value)
        {
            return No(out rejection, RejectCodes.NotJson, "It is no JSON object.");
        }

        if (!JsonText.TryRead(item.Data, limits, out var json, out var problem))
        {
            return No(out rejection, RejectCodes.For(problem.Kind), problem.Message);
        }

        if (!EventReader.TryReadKey(json.Root, format.Id, out var id, out var wrong))
        {
            return No(out rejection, RejectCodes.MissingId, wrong);
        }

        DateTimeOffset? time = null;
        if (format.IsTimed && side != AuditSide.Log)
        {
            var at = times.TimestampIn(json.Root);
            if (!json.Root.TryFind(at, out var value) || !EventReader.TryReadTimestamp(value, out var read, out wrong))
            {
                return No(out rejection, RejectCodes.MissingTimestamp, $"There is no time at {at}.");
            }

            time = read;
        }

        rejection = default;
        var entry = Entry(item, json, new EventId(id), time);
        return side == AuditSide.Log
            ? entry with
            {
                Reason = Short(TextAt(json, format.Error)),
            }
            : WithResult(entry, new StreamEvent(json, new EventId(id), time ?? default, null));
    }

    private AuditEntry Entry(in AuditItem item, JsonText json, EventId id, DateTimeOffset? time) =>
        new(id.Value, EventDigest.Of(id), item.Origin)
        {
            Time = time,
            At = TimeAt(json) ?? item.ArrivedAt,
            Offset = item.Offset,
            Position = item.Position,
            Key = (format.Key is { } key ? TextAt(json, key) : null) ?? item.Key,
            Type = TextAt(json, format.Type),
            Version = TextAt(json, format.Version),
            RecoveredAs = side == AuditSide.Processed ? RecoveryMark.Of(json) : null,
        };

    private AuditEntry WithResult(AuditEntry entry, StreamEvent one)
    {
        var result = side == AuditSide.Expected ? results.Expected(one) : results.Processed(one);
        return entry with
        {
            Result = result.Digest,
            Values = result.Values,
            Reason = result.Rejection is { } rejected ? $"{rejected.Code}: {rejected.Message}" : null,
        };
    }

    private DateTimeOffset? TimeAt(JsonText json) =>
        format.At is { } at
        && json.Root.TryFind(at, out var value)
        && EventReader.TryReadTimestamp(value, out var read, out _)
            ? read
            : null;

    private static string? TextAt(JsonText json, JsonPointer at) =>
        json.Root.TryFind(at, out var value)
            ? value.Kind switch
            {
                JsonKind.String when value.TryGetString(out var text) => Short(text),
                JsonKind.Number => value.ToString(),
                _ => null,
            }
            : null;

    private static string? Short(string? text) => text?.Length > LongestReason ? text[..LongestReason] : text;

    private static AuditEntry? No(out Rejection rejection, string code, string message)
    {
        rejection = new Rejection(code, message);
        return null;
    }
}
