namespace EventRecovery.Events;

/// <summary>Why an event cannot be recovered: what a parked event carries.</summary>
/// <param name="Code">Stable, kebab-case, for machines and metrics: one of <see cref="RejectCodes"/>, or a recalculation's own.</param>
/// <param name="Message">One sentence for people. It never repeats any of the event's data.</param>
public readonly record struct Rejection(string Code, string Message)
{
    /// <inheritdoc />
    public override string ToString() => $"{Code}: {Message}";
}
