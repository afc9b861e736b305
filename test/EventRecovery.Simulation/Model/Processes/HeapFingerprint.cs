using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace EventRecovery.Simulation.Model.Processes;

/// <summary>
/// What a suspended engine remembers, as a number: everything that can be reached from the tasks that it awaits is walked by reflection, the
/// state machines of its methods with their locals included. Two processes with one fingerprint go on alike, so the search may take them
/// for one state, however each of them came there.
/// </summary>
/// <remarks>
/// Too fine a fingerprint costs states and is never wrong, so unknown types are walked field by field. What is left out, each for a
/// reason, is in <see cref="HeapRules"/>.
/// </remarks>
internal sealed class HeapFingerprint
{
    private readonly Dictionary<object, int> seen = new(ReferenceEqualityComparer.Instance);
    private Mixer mixer;

    public UInt128 Value => mixer.Value;

    public void Add(bool flag) => mixer.Add(flag ? 1UL : 0UL);

    public void Add(Operation operation)
    {
        mixer.Add((ulong)operation.Kind);
        mixer.Add((ulong)operation.Log);
        mixer.Add((ulong)operation.Page);
        mixer.Add((ulong)operation.Epoch);
        mixer.Add(unchecked((ulong)operation.Records));
    }

    public void Add(object? value)
    {
        if (value is null)
        {
            mixer.Add(0);
            return;
        }

        var rule = HeapRules.For(value.GetType());
        mixer.Add(rule.Name);
        if (rule.IsLeaf)
        {
            mixer.Add(rule.ValueOf(value));
        }
        else if (value.GetType().IsValueType || IsNew(value))
        {
            AddParts(value, rule);
        }
    }

    /// <summary>Of an object that was met before, only which one it is.</summary>
    private bool IsNew(object value)
    {
        var isNew = seen.TryAdd(value, seen.Count);
        mixer.Add((ulong)seen[value]);
        return isNew;
    }

    private void AddParts(object value, HeapRule rule)
    {
        switch (rule.Shape)
        {
            case HeapShape.Sequence:
                foreach (var item in (IEnumerable)value)
                {
                    Add(item);
                }

                mixer.Add(ulong.MaxValue);
                break;
            case HeapShape.Set:
                AddInAnyOrder((IEnumerable)value);
                break;
            case HeapShape.Call:
                var call = (Delegate)value;
                mixer.Add(
                    unchecked((ulong)RuntimeHelpers.GetHashCode(call.Method.Module) ^ (ulong)call.Method.MetadataToken)
                );
                Add(call.Target);
                break;
            default:
                foreach (FieldInfo field in rule.Fields)
                {
                    Add(field.GetValue(value));
                }

                break;
        }
    }

    /// <summary>Of values, whose order nobody sees.</summary>
    private void AddInAnyOrder(IEnumerable values)
    {
        var (high, low) = (0UL, 0UL);
        foreach (var item in values)
        {
            var one = new HeapFingerprint();
            one.Add(item);
            high += (ulong)(one.Value >> 64);
            low += (ulong)one.Value;
        }

        mixer.Add(high);
        mixer.Add(low);
    }
}
