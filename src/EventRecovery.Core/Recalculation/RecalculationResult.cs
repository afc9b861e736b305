using EventRecovery.Events;

namespace EventRecovery.Recalculation;

/// <summary>What a recalculation says about an event: corrected, or rejected with a reason.</summary>
public readonly record struct RecalculationResult
{
    private RecalculationResult(Rejection? rejection) => Rejection = rejection;

    /// <summary>The correction says all.</summary>
    public static RecalculationResult Corrected => default;

    /// <summary>Why the event is rejected; null if it is corrected.</summary>
    public Rejection? Rejection { get; }

    /// <summary>The event cannot be corrected.</summary>
    /// <param name="code">Stable and kebab-case, such as <c>missing-original-value</c>.</param>
    /// <param name="message">One sentence for people, without data of the event: it goes into logs.</param>
    public static RecalculationResult Reject(string code, string message) => new(new Rejection(code, message));
}
