using EventRecovery.Streams;

namespace EventRecovery.Validation;

/// <summary>Hears what a trial says of each event, in shard order. A repeat tells the same.</summary>
internal interface IJudgedEvents
{
    void Add(RecordPosition position, JudgedEvent judged);
}
