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
            Array.Copy(recent, 0, past, Slot() * Length, Length);
        }
        return distance;
    }

    private float SecondNearest()
    {
        var nearest = float.MaxValue;
        var second = float.MaxValue;
        for (var start = 0; start < remembered * Length; start += Length)
        {
            var squares = Vector<float>.Zero;
            for (var at = 0; at < Length; at += Vector<float>.Count)
            {
                var difference = new Vector<float>(past, start + at) - new Vector<float>(recent, at);
                squares += difference * difference;
            }
            var sum = Vector.Sum(squares);
            if (sum < nearest)
            {
                (nearest, second) = (sum, nearest);
            }
            else if (sum < second)
            {
                second = sum;
            }
        }
        return second;
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
