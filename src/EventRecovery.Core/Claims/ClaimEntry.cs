namespace EventRecovery.Claims;

/// <summary>One claim: this source record is the copy of this event that the version will publish.</summary>
public readonly record struct ClaimEntry(EventDigest Event, SourceDigest Source);
