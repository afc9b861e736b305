namespace EventRecovery.Claims;

/// <summary>What to do with one copy of an event.</summary>
public enum ClaimDecision : byte
{
    /// <summary>Nobody holds it: claim it.</summary>
    Claim,

    /// <summary>This writer's earlier pass claimed it and left it open: claim it again, on a new page.</summary>
    ClaimAgain,

    /// <summary>Another writer claimed it and has been silent past the claim timeout: claim it on a new page.</summary>
    TakeOver,

    /// <summary>The same record was published before: finished.</summary>
    Redelivery,

    /// <summary>Another copy of the event was published: finished.</summary>
    Duplicate,

    /// <summary>Another writer holds it and may yet publish it or die: the batch ends before this record.</summary>
    Wait,
}
