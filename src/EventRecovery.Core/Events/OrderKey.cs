namespace EventRecovery.Events;

/// <summary>What must stay in order: the partition key of the record, or the value a JSON Pointer finds in the event.</summary>
public readonly record struct OrderKey(string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value;
}
