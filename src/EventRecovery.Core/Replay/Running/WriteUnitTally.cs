namespace EventRecovery.Replay.Running;

/// <summary>Write units as the responses tell. Thread-safe.</summary>
public sealed class WriteUnitTally
{
    private readonly Lock gate = new();
    private decimal total;

    public decimal Total
    {
        get
        {
            lock (gate)
            {
                return total;
            }
        }
    }

    public void Add(decimal units)
    {
        lock (gate)
        {
            total += units;
        }
    }
}
