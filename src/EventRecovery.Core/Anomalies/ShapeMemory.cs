using System.Numerics;

namespace EventRecovery.Anomalies;

/// <summary>
/// Remembers 256 stretches of sixteen values, evenly from all of the past, and tells how far the last sixteen are from the second
/// nearest of them: a shape that came once before was not yet usual.
/// </summary>
internal sealed class ShapeMemory
{
    private const int Length = 16;
    private const int Capacity = 256;
    private const int Fewest = 16;
    private const int Every = 4;
    private const double Widest = 1e15;

    private readonly float[] recent = new float[Length];

    // The first value of every stretch, then the second of every stretch, and so on.
    private readonly float[] past = new float[Length * Capacity];
    private int remembered;
    private long taken;

    // Which stretch makes room for a new one: a fixed sequence, so that the same rows give the same scores.
    private uint sequence = 2463534242;

    /// <summary>Takes a value in units of the series' spread, so that single precision is enough.</summary>
    /// <returns>0 while there is too little to compare with.</returns>
    public double Distance(double value)
    {
        Array.Copy(recent, 1, recent, 0, Length - 1);
        recent[^1] = (float)Math.Clamp(value, -Widest, Widest);
        if (++taken < Length)
        {
            return 0;
        }
        var distance = remembered < Fewest ? 0 : Math.Sqrt(SecondNearest());
        if (taken % Every == 0)
        {
            Remember(Slot());
        }
        return distance;
    }

    // Place by place over many stretches at once: the squares add up side by side, and nothing is summed across a vector.
    private float SecondNearest()
    {
        Span<float> squares = stackalloc float[Capacity];
        squares.Clear();
        for (var place = 0; place < Length; place++)
        {
            var value = new Vector<float>(recent[place]);
            var row = past.AsSpan(place * Capacity, Capacity);
            for (var at = 0; at < remembered; at += Vector<float>.Count)
            {
                var difference = new Vector<float>(row[at..]) - value;
                (new Vector<float>(squares[at..]) + (difference * difference)).CopyTo(squares[at..]);
            }
        }
        var nearest = float.MaxValue;
        var second = float.MaxValue;
        foreach (var sum in squares[..remembered])
        {
            second = Math.Min(second, Math.Max(nearest, sum));
            nearest = Math.Min(nearest, sum);
        }
        return second;
    }

    private void Remember(int slot)
    {
        for (var place = 0; place < Length; place++)
        {
            past[(place * Capacity) + slot] = recent[place];
        }
    }

    private int Slot()
    {
        if (remembered < Capacity)
        {
            return remembered++;
        }
        sequence ^= sequence << 13;
        sequence ^= sequence >> 17;
        sequence ^= sequence << 5;
        return (int)(sequence % Capacity);
    }
}
