using EventRecovery.Json;
using EventRecovery.Replay;
using EventRecovery.Replay.Requests;

namespace EventRecovery.Audit.Scheduled;

/// <summary>What one invocation of the Auditor is asked for.</summary>
/// <param name="Window">Null: the last full one.</param>
/// <param name="Arrival">When streams took in what belongs to it; null: about then, and what was recovered, until now.</param>
public sealed record AuditOrder(ReplayWindow? Window, ReplayWindow? Arrival)
{
    private static readonly string[] Fields = ["from", "to", "arrivalFrom", "arrivalTo"];

    /// <summary>
    /// Reads <c>{}</c>, <c>{"from": …, "to": …}</c>, or what a schedule of EventBridge sends, which asks for the last full window.
    /// </summary>
    /// <exception cref="RequestInvalidException">Every mistake at once.</exception>
    public static AuditOrder Read(ReadOnlyMemory<byte> utf8)
    {
        var problems = new List<RequestProblem>();
        if (
            !JsonText.TryRead(utf8, JsonLimits.Default, out var text, out var problem)
            || text.Root.Kind != JsonKind.Object
        )
        {
            throw new RequestInvalidException([
                new RequestProblem("", $"the request is not a JSON object: {problem.Message}", ""),
            ]);
        }

        if (
            text.Root.TryGet("source"u8, out var source)
            && source.TryGetString(out var name)
            && name is "aws.events" or "aws.scheduler"
        )
        {
            return new AuditOrder(null, null);
        }

        var reader = new FieldReader(text.Root, "", problems);
        var window = ReadWindow(reader, problems, "from", "to");
        var arrival = ReadWindow(reader, problems, "arrivalFrom", "arrivalTo");
        reader.RefuseUnknown(Fields);
        return problems.Count == 0 ? new AuditOrder(window, arrival) : throw new RequestInvalidException(problems);
    }

    private static ReplayWindow? ReadWindow(
        FieldReader reader,
        List<RequestProblem> problems,
        string first,
        string last
    )
    {
        var (from, to) = (reader.Time(first), reader.Time(last));
        if (from is null && to is null)
        {
            return null;
        }

        if (from is null || to is null)
        {
            problems.Add(
                new RequestProblem(
                    from is null ? first : last,
                    "is missing",
                    $"write both {first} and {last}, or neither"
                )
            );
            return null;
        }

        if (from >= to)
        {
            problems.Add(new RequestProblem(last, $"is not after {first}", "write a later time"));
        }

        return new ReplayWindow(from.Value, to.Value);
    }
}
