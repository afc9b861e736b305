using EventRecovery.Claims;
using EventRecovery.Events;
using EventRecovery.Json;
using EventRecovery.Parking;
using EventRecovery.Publishing;
using EventRecovery.Streams;

namespace EventRecovery.Engine;

/// <summary>One event of a batch on its way to being finished.</summary>
internal sealed class WorkItem
{
    public required RecordPosition Position { get; init; }

    /// <summary>Where its copies meet; the default when its bytes do not even tell who it is.</summary>
    public EventIdentity Identity { get; init; }

    /// <summary>The recovered event; null when the event is poison.</summary>
    public OutgoingRecord? Outgoing { get; init; }

    public EventId Id { get; init; }

    public DateTimeOffset Timestamp { get; init; }

    /// <summary>Of the corrected event; all zeros when the event is poison.</summary>
    public EventHash ResultHash { get; init; }

    /// <summary>For those who keep results, in memory of its own; null when the event is poison.</summary>
    public RecoveredEvent? ToRecovered() =>
        Outgoing is null
            ? null
            : new RecoveredEvent(Id, Timestamp, Outgoing.OrderKey, ResultHash, Outgoing.Data.ToArray());

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
    public bool ContradictsItsCopy => CopyOf is { } first && ResultHash != first.ResultHash;

    /// <summary>Whether a page of the current pass claims it: only that gives the right to publish it.</summary>
    public bool IsOnOwnPage { get; set; }

    /// <summary>Whether the recovered stream accepted it in the current pass.</summary>
    public bool IsPublished { get; set; }

    /// <summary>Another pass begins: what the one before it decided and did no longer holds.</summary>
    public void Begin() => (State, CopyOf, IsOnOwnPage, IsPublished) = (ItemState.Pending, null, false, false);
}

internal enum ItemState : byte
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
internal readonly record struct EventIdentity(ClaimLogId Log, EventDigest Event, SourceDigest Source)
{
    public bool IsKnown => Log.Version is not null;
}
