namespace EventRecovery.Simulation.Model;

/// <summary>What is searched in full: which records two writers read, and how often each fault may strike, anywhere.</summary>
/// <param name="Records">Each writer has these records on a shard of its own: copies of the same events, of other sources.</param>
internal sealed record Scene(string Name, IReadOnlyList<SceneRecord> Records, FaultBudget Faults)
{
    public const int Writers = 2;

    /// <summary>Masks of records and events are four bits wide.</summary>
    public const int MostRecords = 4;

    public int Count => Records.Count;

    public int Logs => Records.Max(record => record.Log) + 1;

    public int Events => Records.Max(record => record.Event) + 1;

    /// <summary>The events of some records, as a mask.</summary>
    public int EventsOf(int records)
    {
        var events = 0;
        for (var i = 0; i < Count; i++)
        {
            events |= (records >> i & 1) << Records[i].Event;
        }

        return events;
    }

    /// <summary>One event a record, all of one order key and log.</summary>
    public static Scene Of(string name, int records, FaultBudget faults) =>
        new(name, [.. Enumerable.Range(0, records).Select(i => new SceneRecord(i))], faults);
}

/// <param name="Event">Which event it is a copy of.</param>
/// <param name="Log">Which claim log the event belongs to.</param>
/// <param name="Key">Its order key.</param>
/// <param name="IsPoison">Its recalculation refuses it.</param>
internal readonly record struct SceneRecord(int Event, int Log = 0, char Key = 'k', bool IsPoison = false);
