namespace EventRecovery.Events;

/// <summary>What makes an event unique: the text of its JSON string, or of its JSON integer exactly as written.</summary>
/// <remarks>The number 7 and the string "7" are the same id.</remarks>
public readonly record struct EventId(string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value;
}
