namespace EventRecovery.Archive;

/// <summary>What lies between the archive and what the stream still holds is in neither.</summary>
public sealed class SeamLostException(DateTimeOffset seam, DateTimeOffset oldest)
    : Exception(
        $"The stream no longer reaches back to the seam, {seam.UtcDateTime:O}: it begins at {oldest.UtcDateTime:O}. "
            + "Start another run with a later seam; what this one recovered is not repeated."
    );
