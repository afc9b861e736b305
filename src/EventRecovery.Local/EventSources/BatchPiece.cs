namespace EventRecovery.Local.EventSources;

/// <summary>A stretch of a batch that is delivered together: all of it at first, less after a partial success or a bisection.</summary>
/// <param name="Start">The first record's index in the batch.</param>
/// <param name="End">The index after the last record.</param>
/// <param name="Failures">How often a delivery that began with this first record has failed already.</param>
internal readonly record struct BatchPiece(int Start, int End, int Failures)
{
    public int Count => End - Start;
}
