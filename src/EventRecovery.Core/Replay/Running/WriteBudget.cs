namespace EventRecovery.Replay.Running;

/// <summary>
/// What is left of a run's write units. A worker asks before a batch whether its estimate still fits, and settles with what the
/// responses told; so the limit is kept, and not noticed afterwards. Thread-safe.
/// </summary>
/// <param name="left">Null is no limit.</param>
public sealed class WriteBudget(decimal? left)
{
    private readonly Lock gate = new();
    private decimal? left = left;

    /// <summary>False when the estimate does not fit any more: nothing was reserved.</summary>
    public bool TryReserve(decimal estimate)
    {
        lock (gate)
        {
            if (left < estimate)
            {
                return false;
            }

            left -= estimate;
            return true;
        }
    }

    public void Settle(decimal estimate, decimal spent)
    {
        lock (gate)
        {
            left += estimate - spent;
        }
    }
}
