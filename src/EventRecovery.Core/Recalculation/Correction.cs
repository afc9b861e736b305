using System.Globalization;
using EventRecovery.Events;
using EventRecovery.Json;

namespace EventRecovery.Recalculation;

/// <summary>
/// What a recalculation changes in one event. Members that it sets are replaced where they stand or added at the end of their
/// object; all others keep their bytes and their order, so a 1.10 stays 1.10.
/// </summary>
/// <remarks>
/// The object (or array) that holds the place must exist; to make a new one, set it as a whole with <see cref="SetJson"/>. Of two
/// settings of one place the later counts. Not thread-safe; valid only during the call that it is given to.
/// </remarks>
public sealed class Correction : IDisposable
{
    private readonly PathTree _mutable;
    private StreamEvent? _event;

    internal Correction(PathTree mutable) => _mutable = mutable;

    internal JsonEdits Edits { get; } = new();

    /// <summary>The first place that was changed without being declared mutable.</summary>
    internal JsonPointer? Violation { get; private set; }

    /// <summary>Sets a string.</summary>
    public Correction Set(JsonPointer path, string value)
    {
        var from = Edits.Values.Length;
        var sink = new ByteSink(Edits.Values);
        Utf16Text.Write(value, ref sink);
        sink.Flush();
        return Put(path, from);
    }

    /// <summary>Sets a number, written exactly and with its trailing zeros: 1.10m is 1.10.</summary>
    public Correction Set(JsonPointer path, decimal value) => SetNumber(path, value);

    /// <summary>Sets an integer.</summary>
    public Correction Set(JsonPointer path, long value) => SetNumber(path, value);

    /// <summary>Sets a number, written as the shortest text that reads back as the same double.</summary>
    /// <exception cref="ArgumentException">It is not finite.</exception>
    public Correction Set(JsonPointer path, double value)
    {
        var from = Edits.Values.Length;
        Edits.Values.Advance(EcmaNumber.Write(value, Edits.Values.GetSpan(EcmaNumber.MaxLength)));
        return Put(path, from);
    }

    /// <summary>Sets true or false.</summary>
    public Correction Set(JsonPointer path, bool value) => SetJson(path, value ? "true"u8 : "false"u8);

    /// <summary>Sets null.</summary>
    public Correction SetNull(JsonPointer path) => SetJson(path, "null"u8);

    /// <summary>Sets a copy of a value from this or another event, byte for byte.</summary>
    public Correction Set(JsonPointer path, JsonValue value) => SetJson(path, value.Raw);

    /// <summary>Sets any JSON value, given as UTF-8.</summary>
    /// <exception cref="ArgumentException">It is not strictly valid JSON.</exception>
    public Correction SetJson(JsonPointer path, ReadOnlySpan<byte> utf8Json)
    {
        var copy = utf8Json.ToArray();
        if (!JsonText.TryRead(copy, JsonLimits.Default, out JsonText? parsed, out JsonProblem problem))
        {
            throw new ArgumentException(
                $"The value for {path} is not acceptable JSON: {problem.Message}.",
                nameof(utf8Json)
            );
        }
        var from = Edits.Values.Length;
        parsed.Root.Raw.CopyTo(Edits.Values.GetSpan(copy.Length));
        Edits.Values.Advance(parsed.Root.Raw.Length);
        return Put(path, from, parsed.Root.Kind is JsonKind.Object or JsonKind.Array ? parsed : null);
    }

    /// <summary>Leaves a member of an object out. A member that the event does not have is no error.</summary>
    public Correction Remove(JsonPointer path)
    {
        (JsonValue parent, var name) = Parent(path);
        if (parent.Kind != JsonKind.Object)
        {
            throw new InvalidOperationException($"Cannot remove {path}: only members of objects can be left out.");
        }
        if (parent.TryGet(name, out JsonValue old))
        {
            Edits.Remove(old);
        }
        return this;
    }

    /// <inheritdoc />
    public void Dispose() => Edits.Dispose();

    internal void Begin(StreamEvent original)
    {
        _event = original;
        Violation = null;
        Edits.Clear();
    }

    private Correction SetNumber<T>(JsonPointer path, T value)
        where T : IUtf8SpanFormattable
    {
        var from = Edits.Values.Length;
        value.TryFormat(
            Edits.Values.GetSpan(EcmaNumber.MaxLength),
            out var written,
            default,
            CultureInfo.InvariantCulture
        );
        Edits.Values.Advance(written);
        return Put(path, from);
    }

    private Correction Put(JsonPointer path, int from, JsonText? parsed = null)
    {
        (JsonValue parent, var name) = Parent(path);
        if (parent.Kind == JsonKind.Object)
        {
            if (parent.TryGet(name, out JsonValue old))
            {
                Edits.Replace(old, from, parsed);
            }
            else
            {
                Edits.Add(parent, name, from, parsed);
            }
            return this;
        }
        if (JsonPointer.TryGetIndex(name, out var index) && parent.TryGet(index, out JsonValue element))
        {
            Edits.Replace(element, from, parsed);
            return this;
        }
        throw new InvalidOperationException(
            $"Cannot set {path}: what should hold it is no object, and no array with that index."
        );
    }

    private (JsonValue Parent, byte[] Name) Parent(JsonPointer path)
    {
        JsonValue value = (_event ?? throw new InvalidOperationException("The correction is over.")).Root;
        ReadOnlySpan<byte[]> tokens = path.Tokens;
        if (tokens.IsEmpty || tokens[0].AsSpan().SequenceEqual(RecoveryMember.Name))
        {
            throw new InvalidOperationException(
                "An event as a whole and its recovery member are not for a recalculation to set."
            );
        }
        if (!_mutable.Covers(path))
        {
            Violation ??= path;
        }
        return value.TryFind(tokens[..^1], out JsonValue parent)
            ? (parent, tokens[^1])
            : throw new InvalidOperationException($"Cannot change {path}: the event has nothing that could hold it.");
    }
}
