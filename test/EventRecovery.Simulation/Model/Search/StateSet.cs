namespace EventRecovery.Simulation.Model.Search;

/// <summary>Which states were met, numbered in the order of their discovery: 24 to 32 bytes each.</summary>
internal sealed class StateSet
{
    private readonly List<UInt128> keys = [];
    private int[] slots = new int[1 << 16];

    public int Count => keys.Count;

    /// <summary>The number of a state, from 0.</summary>
    /// <returns>Whether it is new.</returns>
    public bool TryAdd(UInt128 key, out int number)
    {
        if (keys.Count * 2 > slots.Length)
        {
            Grow();
        }

        for (var at = SlotOf(key); ; at = (at + 1) & (slots.Length - 1))
        {
            if (slots[at] == 0)
            {
                number = keys.Count;
                keys.Add(key);
                slots[at] = keys.Count;
                return true;
            }

            if (keys[slots[at] - 1] == key)
            {
                number = slots[at] - 1;
                return false;
            }
        }
    }

    private int SlotOf(UInt128 key) => (int)((ulong)key & (ulong)(slots.Length - 1));

    private void Grow()
    {
        slots = new int[slots.Length * 2];
        for (var i = 0; i < keys.Count; i++)
        {
            var at = SlotOf(keys[i]);
            while (slots[at] != 0)
            {
                at = (at + 1) & (slots.Length - 1);
            }

            slots[at] = i + 1;
        }
    }
}
