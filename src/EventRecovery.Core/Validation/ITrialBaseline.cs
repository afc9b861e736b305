using EventRecovery.Events;
using EventRecovery.Json;

namespace EventRecovery.Validation;

/// <summary>What a trial compares with.</summary>
public interface ITrialBaseline
{
    /// <summary>In words, for the summary.</summary>
    string Name { get; }

    /// <summary>The event's result by the baseline; null when the baseline does not have it.</summary>
    JsonText? Find(StreamEvent original);

    /// <summary>The events of the sample that it has; null when it has exactly the stream's own.</summary>
    PackedEvents? Events { get; }
}
