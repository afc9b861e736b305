namespace EventRecovery.Simulation.Scale;

/// <summary>
/// So much a second; how much was taken of it, and how long it made others wait. Kept in slots of a few seconds, since steps of the simulation
/// ask ahead of each other's time: a request takes what its slot has left, and then what the next ones have.
/// </summary>
internal sealed class Limit(string name, double perSecond)
{
    /// <summary>Seconds. Throttled clients try again over as long a time.</summary>
    private const double Slot = 5;

    private readonly List<double> used = [];

    /// <summary>For a slot that is full, one behind it that may not be.</summary>
    private readonly Dictionary<int, int> next = [];

    public string Name { get; } = name;

    public double Taken { get; private set; }

    /// <summary>Seconds that workers were held up by it.</summary>
    public double Held { get; private set; }

    /// <returns>When it has been granted.</returns>
    public double Take(double at, double amount)
    {
        Taken += amount;
        for (var slot = FreeFrom((int)(at / Slot)); ; slot = FreeFrom(slot + 1))
        {
            while (used.Count <= slot)
            {
                used.Add(0);
            }

            var taken = Math.Min(amount, (perSecond * Slot) - used[slot]);
            used[slot] += taken;
            amount -= taken;
            if (amount <= 1e-9)
            {
                return slot == (int)(at / Slot) ? at : (slot * Slot) + (used[slot] / perSecond);
            }

            next[slot] = slot + 1;
        }
    }

    public void Hold(double seconds) => Held += Math.Max(0, seconds);

    /// <summary>Follows what is full, and remembers where that led.</summary>
    private int FreeFrom(int slot)
    {
        var free = slot;
        while (next.TryGetValue(free, out var further))
        {
            free = further;
        }

        while (slot != free)
        {
            (next[slot], slot) = (free, next[slot]);
        }

        return free;
    }
}
