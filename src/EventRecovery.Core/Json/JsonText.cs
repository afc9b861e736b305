namespace EventRecovery.Json;

/// <summary>
/// A JSON text that has been read once and strictly, with an index of its members. Look-ups, the canonical form and edits all work
/// from the index, so the text is not read a second time.
/// </summary>
/// <remarks>
/// The text is not copied: do not change the bytes while this object lives. The index takes 24 bytes a member and so no more than 5
/// times the text, because the shortest member takes 5 bytes with its separator. Immutable and safe to share.
/// </remarks>
public sealed class JsonText
{
    private const int ShortestMember = 5;

    private readonly int _rootStart;
    private readonly int _rootEnd;

    private JsonText(ReadOnlyMemory<byte> utf8, JsonMember[] members, int rootStart, int rootEnd)
    {
        Utf8 = utf8;
        Members = members;
        (_rootStart, _rootEnd) = (rootStart, rootEnd);
    }

    /// <summary>The text as it came, surrounding whitespace included.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; }

    /// <summary>The outermost value.</summary>
    public JsonValue Root => new(this, _rootStart, _rootEnd, 0);

    internal JsonMember[] Members { get; }

    /// <summary>Reads a text strictly (RFC 8259, RFC 7493): one value, UTF-8, no duplicate names, no lone surrogates, within the limits.</summary>
    /// <returns>False with the first problem found.</returns>
    public static bool TryRead(
        ReadOnlyMemory<byte> utf8,
        JsonLimits limits,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out JsonText? text,
        out JsonProblem problem
    ) => TryRead(utf8, limits, scratch: null, out text, out problem);

    /// <inheritdoc cref="TryRead(ReadOnlyMemory{byte}, JsonLimits, out JsonText?, out JsonProblem)"/>
    /// <param name="scratch">Where the index goes; null: memory of its own.</param>
    internal static bool TryRead(
        ReadOnlyMemory<byte> utf8,
        JsonLimits limits,
        JsonScratch? scratch,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out JsonText? text,
        out JsonProblem problem
    )
    {
        text = null;
        ReadOnlySpan<byte> bytes = utf8.Span;
        if (JsonEncoding.FindProblem(bytes, limits) is { } early)
        {
            problem = early;
            return false;
        }

        // Members that are read to their end take 5 bytes each; the others enclose the place where reading stopped.
        var most = (bytes.Length / ShortestMember) + limits.MaxDepth;
        var capacity = Math.Min(bytes.Count((byte)':'), most);
        JsonMember[] members =
            capacity == 0 ? []
            : scratch is null ? new JsonMember[capacity]
            : scratch.Take(capacity);
        var scanner = new JsonScanner(utf8, members, limits.MaxDepth);
        if (!scanner.TryScan(out var start, out var end))
        {
            problem = scanner.Problem;
            return false;
        }
        problem = default;
        text = new JsonText(utf8, members, start, end);
        return true;
    }
}
