using System.Text.Json;
using EventRecovery.Local.Lambdas;
using EventRecovery.Streams;

namespace EventRecovery.Local.EventSources;

/// <summary>What a function's answer says about the records that it was given.</summary>
internal abstract record BatchOutcome
{
    private BatchOutcome() { }

    /// <summary>All are done.</summary>
    public sealed record Succeeded : BatchOutcome;

    /// <summary>None counts as done: a function error, or an answer that cannot be trusted.</summary>
    public sealed record Failed : BatchOutcome;

    /// <summary>The first <paramref name="Done"/> are done, at least one; all after them come again, whatever became of them.</summary>
    public sealed record FailedFrom(int Done) : BatchOutcome;

    /// <summary>The function did not run.</summary>
    public sealed record Throttled : BatchOutcome;

    /// <summary>
    /// Reads an answer by AWS's rules (developer guide, "Configuring partial batch response"): no answer, <c>null</c>, <c>{}</c> and a null
    /// or empty list are success; an empty, null, misnamed or unknown identifier fails the whole batch; among good ones the lowest counts.
    /// </summary>
    public static BatchOutcome Of(
        InvocationResult result,
        IReadOnlyList<SequenceNumber> sequences,
        bool reportBatchItemFailures
    ) =>
        result.Status switch
        {
            InvocationStatus.Throttled => new Throttled(),
            InvocationStatus.FunctionError => new Failed(),
            _ when !reportBatchItemFailures => new Succeeded(),
            _ => OfAnswer(result.Payload, sequences),
        };

    private static BatchOutcome OfAnswer(ReadOnlyMemory<byte> answer, IReadOnlyList<SequenceNumber> sequences)
    {
        if (answer.IsEmpty)
        {
            return new Succeeded();
        }

        try
        {
            using var document = JsonDocument.Parse(answer);
            return OfAnswer(document.RootElement, sequences);
        }
        catch (JsonException)
        {
            return new Failed();
        }
    }

    private static BatchOutcome OfAnswer(JsonElement answer, IReadOnlyList<SequenceNumber> sequences)
    {
        if (answer.ValueKind == JsonValueKind.Null || IsEmptyText(answer))
        {
            return new Succeeded();
        }

        if (answer.ValueKind != JsonValueKind.Object)
        {
            return new Failed();
        }

        if (!answer.TryGetProperty("batchItemFailures", out var failures) || failures.ValueKind == JsonValueKind.Null)
        {
            return new Succeeded();
        }

        return failures.ValueKind == JsonValueKind.Array ? OfFailures(failures, sequences) : new Failed();
    }

    private static BatchOutcome OfFailures(JsonElement failures, IReadOnlyList<SequenceNumber> sequences)
    {
        var lowest = sequences.Count;
        foreach (var failure in failures.EnumerateArray())
        {
            if (IndexOf(failure, sequences) is not { } index)
            {
                return new Failed();
            }

            lowest = Math.Min(lowest, index);
        }

        if (lowest == sequences.Count)
        {
            return new Succeeded();
        }

        return lowest == 0 ? new Failed() : new FailedFrom(lowest);
    }

    private static int? IndexOf(JsonElement failure, IReadOnlyList<SequenceNumber> sequences)
    {
        if (
            failure.ValueKind != JsonValueKind.Object
            || !failure.TryGetProperty("itemIdentifier", out var identifier)
            || identifier.ValueKind != JsonValueKind.String
        )
        {
            return null;
        }

        for (var index = 0; index < sequences.Count; index++)
        {
            if (identifier.ValueEquals(sequences[index].Value))
            {
                return index;
            }
        }

        return null;
    }

    private static bool IsEmptyText(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.String && answer.ValueEquals("");
}
