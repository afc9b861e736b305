using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Runtime.ExceptionServices;
using EventRecovery.Claims;
using EventRecovery.Engine;
using EventRecovery.Objects;
using EventRecovery.Parking;
using EventRecovery.Publishing;
using EventRecovery.Runtime;

namespace EventRecovery.Simulation.Model.Processes;

internal enum HeapShape : byte
{
    Fields,
    Sequence,
    Set,
    Call,
}

/// <summary>How objects of one type go into a fingerprint.</summary>
/// <param name="Name">A number for the type.</param>
/// <param name="ValueOf">Of a leaf, all there is to it.</param>
internal sealed record HeapRule(
    ulong Name,
    HeapShape Shape,
    IReadOnlyList<FieldInfo> Fields,
    Func<object, ulong>? Leaf = null
)
{
    public bool IsLeaf => Leaf is not null;

    public ulong ValueOf(object value) => Leaf!(value);
}

/// <summary>Which types are walked, and what of the engine's memory no decision rests on.</summary>
internal static class HeapRules
{
    private static readonly ConcurrentDictionary<Type, HeapRule> Known = new();
    private static ulong names;

    /// <summary>
    /// Constant for the whole search, or counted for people only, or (what was recovered from a record) a function of the record: the
    /// search would be right with them, and larger or endless.
    /// </summary>
    private static readonly Type[] Opaque =
    [
        typeof(TimeProvider),
        typeof(IEntropy),
        typeof(IClaimStore),
        typeof(IRecordWriter),
        typeof(IParkingLot),
        typeof(IObjectStore),
        typeof(BatchReader),
        typeof(EngineOptions),
        typeof(OrderedPublisher),
        typeof(Backoff),
        typeof(BatchCounts),
        typeof(OutgoingRecord),
        typeof(ParkedEvent),
        // Whether a token is the reader's own, the answer to a read says.
        typeof(PageToken),
        typeof(Exception),
        typeof(ExceptionDispatchInfo),
        typeof(MemberInfo),
        typeof(ExecutionContext),
        typeof(CancellationToken),
        typeof(TaskScheduler),
    ];

    /// <summary>When a log was last used says which one is forgotten first, in a memory of millions; the number of a task says nothing.</summary>
    private static readonly string[] SkippedFields = ["lastUsed", "clock", "slab", "m_taskId"];

    public static HeapRule For(Type type) => Known.GetOrAdd(type, Make);

    private static HeapRule Make(Type type)
    {
        var name = Interlocked.Increment(ref names);
        if (LeafOf(type) is { } leaf)
        {
            return new HeapRule(name, HeapShape.Fields, [], leaf);
        }

        var shape = ShapeOf(type);
        return new HeapRule(name, shape, shape == HeapShape.Fields ? FieldsOf(type) : []);
    }

    private static Func<object, ulong>? LeafOf(Type type) =>
        Opaque.Any(opaque => opaque.IsAssignableFrom(type))
        || type.DeclaringType == typeof(BatchReader)
        || type.IsPointer
            ? _ => 0
        : type == typeof(string) ? value => TextOf((string)value)
        : type.IsEnum ? value => unchecked((ulong)Convert.ToInt64(value, CultureInfo.InvariantCulture))
        : type == typeof(ulong) ? value => (ulong)value
        : type == typeof(char) ? value => (char)value
        : type == typeof(nint) || type == typeof(nuint) ? _ => 0
        : type.IsPrimitive ? value => unchecked((ulong)Convert.ToInt64(value, CultureInfo.InvariantCulture))
        : null;

    private static HeapShape ShapeOf(Type type) =>
        typeof(Delegate).IsAssignableFrom(type) ? HeapShape.Call
        : !typeof(IEnumerable).IsAssignableFrom(type) || !IsCollection(type) ? HeapShape.Fields
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(HashSet<>) ? HeapShape.Set
        : type.IsGenericType
        && type.GetGenericTypeDefinition() == typeof(Dictionary<,>)
        && type.GetGenericArguments().All(argument => argument.IsValueType)
            ? HeapShape.Set
        : HeapShape.Sequence;

    private static bool IsCollection(Type type) =>
        type.IsArray || type.Namespace?.StartsWith("System.Collections", StringComparison.Ordinal) == true;

    private static List<FieldInfo> FieldsOf(Type type)
    {
        const BindingFlags Own =
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var fields = new List<FieldInfo>();
        for (var at = type; at is not null && at != typeof(object); at = at.BaseType)
        {
            fields.AddRange(at.GetFields(Own).Where(field => !SkippedFields.Contains(field.Name)));
        }

        return fields;
    }

    private static ulong TextOf(string text)
    {
        var mixer = default(Mixer);
        mixer.Add(System.Runtime.InteropServices.MemoryMarshal.AsBytes(text.AsSpan()));
        return (ulong)mixer.Value;
    }
}
