namespace EventRecovery.Streams;

/// <summary>
/// The place of one event within its shard: its record, and its index within the record where that is a KPL aggregate.
/// </summary>
/// <param name="SubSequence">Zero-based index in an aggregate; null for a record that is one event.</param>
public readonly record struct RecordPosition(SequenceNumber Sequence, int? SubSequence = null)
    : IComparable<RecordPosition>
{
    public int CompareTo(RecordPosition other)
    {
        var bySequence = Sequence.CompareTo(other.Sequence);
        return bySequence != 0 ? bySequence : (SubSequence ?? 0).CompareTo(other.SubSequence ?? 0);
    }

    public override string ToString() => SubSequence is { } sub ? $"{Sequence}/{sub}" : Sequence.Value;
}
