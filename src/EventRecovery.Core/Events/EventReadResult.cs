using System.Diagnostics.CodeAnalysis;

namespace EventRecovery.Events;

/// <summary>An event, or why there is none.</summary>
public readonly record struct EventReadResult
{
    private EventReadResult(StreamEvent? @event, Rejection rejection)
    {
        Event = @event;
        Rejection = rejection;
    }

    /// <summary>Whether there is an event.</summary>
    [MemberNotNullWhen(true, nameof(Event))]
    public bool IsEvent => Event is not null;

    /// <summary>The event; null if it was rejected.</summary>
    public StreamEvent? Event { get; }

    /// <summary>Why it was rejected; meaningless if it was not.</summary>
    public Rejection Rejection { get; }

    internal static EventReadResult Of(StreamEvent @event) => new(@event, default);

    internal static EventReadResult Reject(string code, string message) => new(null, new Rejection(code, message));
}
