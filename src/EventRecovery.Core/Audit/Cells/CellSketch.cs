namespace EventRecovery.Audit.Cells;

/// <summary>
/// How many events a cell holds and what they are, in 24 bytes: a sum of one number an event, so that order does not matter and a
/// copy shows. Two sides with the same sketch hold the same events with the same results, but for chance (2^-128 a cell).
/// </summary>
public readonly record struct CellSketch(long Count, UInt128 Sum)
{
    public static CellSketch operator +(CellSketch a, CellSketch b) => new(a.Count + b.Count, unchecked(a.Sum + b.Sum));

    public static CellSketch Of(UInt128 digest, UInt128 result)
    {
        // Mixed before summing: else two events that swapped their results would sum up to the same.
        var low = Mix((ulong)digest ^ Mix((ulong)result) ^ Mix((ulong)(result >> 64) + 1));
        var high = Mix((ulong)(digest >> 64) + low) ^ Mix((ulong)result + 3);
        return new CellSketch(1, new UInt128(high, low));
    }

    // The finalizer of SplitMix64 (Steele, Lea, Flood 2014): every bit of the input moves half of the output.
    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value += 0x9E3779B97F4A7C15;
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }
}
