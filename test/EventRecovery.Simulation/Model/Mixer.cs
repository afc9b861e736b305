namespace EventRecovery.Simulation.Model;

/// <summary>
/// 128 bits that stand for a sequence of words. Two of 10 million states share one with a probability of about 10^-25, so a state is
/// known by it.
/// </summary>
internal struct Mixer
{
    private const ulong First = 0x9E3779B97F4A7C15;
    private const ulong Second = 0xC2B2AE3D27D4EB4F;

    private ulong one;
    private ulong two;

    public readonly UInt128 Value => new(Finish(one ^ (two >> 32)), Finish(two ^ (one << 1)));

    public void Add(ulong word)
    {
        one = Fold(one ^ word, First) + two;
        two = Fold(two + word + Second, Second) ^ ulong.RotateLeft(one, 29);
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        Add((ulong)bytes.Length);
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            Add(BitConverter.ToUInt64(bytes));
        }

        var last = 0UL;
        foreach (var rest in bytes)
        {
            last = last << 8 | rest;
        }

        Add(last);
    }

    private static ulong Fold(ulong value, ulong factor)
    {
        var high = Math.BigMul(value ^ First, factor, out var low);
        return high ^ low ^ value;
    }

    private static ulong Finish(ulong value) => Fold(Fold(value, Second), First);
}
