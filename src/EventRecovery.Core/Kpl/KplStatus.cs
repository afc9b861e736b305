namespace EventRecovery.Kpl;

/// <summary>What a stream record is, seen as a KPL aggregate.</summary>
public enum KplStatus
{
    /// <summary>It does not begin with the magic: one event as it is.</summary>
    NotAggregated,

    /// <summary>A sound aggregate.</summary>
    Aggregated,

    /// <summary>
    /// It begins with the magic and cannot be read. The KCL would hand it on as one ordinary record; but F3 89 9A C2 is no valid
    /// UTF-8 and so begins no event, and to call it damaged tells the operator more than "not JSON".
    /// </summary>
    Damaged,
}
