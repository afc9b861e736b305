namespace EventRecovery.Parking;

/// <summary>A parked event as it is kept.</summary>
/// <param name="Attempts">How many times it was parked; more than one means redeliveries.</param>
/// <param name="State">Whether it still waits for somebody.</param>
public sealed record ParkedItem(ParkedEvent Event, int Attempts, ParkedState State);

public enum ParkedState
{
    Parked,

    /// <summary>Put back on the error stream; if it fails again it is parked anew, as another record.</summary>
    Retried,

    /// <summary>Given up by a person.</summary>
    Discarded,
}
