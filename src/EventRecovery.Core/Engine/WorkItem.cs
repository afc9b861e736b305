using EventRecovery.Claims;
using EventRecovery.Parking;
using EventRecovery.Publishing;
using EventRecovery.Streams;

namespace EventRecovery.Engine;

/// <summary>One event of a batch on its way to being finished.</summary>
internal sealed class WorkItem
{
    public required RecordPosition Position { get; init; }

    /// <summary>Where its copies meet; null when its bytes do not even tell who it is.</summary>
    public EventIdentity? Identity { get; init; }

    /// <summary>The recovered event; null when the event is poison.</summary>
    public OutgoingRecord? Outgoing { get; init; }

    /// <summary>The same for those who keep results; null when the event is poison.</summary>
    public RecoveredEvent? Recovered { get; init; }

    /// <summary>What must be stored before <see cref="Outgoing"/> may point to it; null when the event fits a record.</summary>
    public OversizedEvent? Oversized { get; init; }

    /// <summary>Why it cannot be recovered; null when it can.</summary>
    public ParkedEvent? Poison { get; init; }

    /// <summary>Bytes that it keeps in memory, about.</summary>
    public long Size => (Oversized?.Data.Length ?? 0) + (Outgoing?.Data.Length ?? 0) + (Poison?.Data.Length ?? 0);

    /// <summary>What its log said in the current pass.</summary>
    public ClaimDecision Decision { get; set; }

    public ItemState State { get; set; }

    /// <summary>The earlier item of the current pass that this one is a copy of.</summary>
    public WorkItem? CopyOf { get; set; }

    /// <summary>Whether it bears the id of another event. A log keeps no payload, so only copies that meet in one pass can tell.</summary>
    public bool ContradictsItsCopy => CopyOf is { } first && Recovered?.ResultHash != first.Recovered?.ResultHash;
}

internal enum ItemState
{
    /// <summary>Not decided, or decided and cut off.</summary>
    Pending,

    /// <summary>To be claimed, or claimed by a page of the current pass.</summary>
    Claimed,

    /// <summary>A copy of an earlier item of the pass, finished when that one is.</summary>
    Copied,

    /// <summary>Poison that nobody else holds.</summary>
    ToPark,

    /// <summary>A live foreign writer holds it.</summary>
    Waiting,

    /// <summary>Published with its done item written, known published, or parked.</summary>
    Finished,
}

/// <summary>Which log an event belongs to, and what the log keeps of it.</summary>
internal readonly record struct EventIdentity(ClaimLogId Log, EventDigest Event, SourceDigest Source);
