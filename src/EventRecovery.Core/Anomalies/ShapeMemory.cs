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

    // Many stretches side by side, each in a lane of its own: nothing is summed across a vector.
    private float SecondNearest()
    {
        var least = new Two(new Vector<float>(float.MaxValue));
        var whole = remembered - (remembered % Vector<float>.Count);
        for (var at = 0; at < whole; at += Vector<float>.Count)
        {
            least = least.With(Squares(at));
        }
        var (nearest, second) = (float.MaxValue, float.MaxValue);
        for (var lane = 0; lane < Vector<float>.Count; lane++)
        {
            Take(least.Nearest[lane]);
            Take(least.Second[lane]);
        }
        var rest = whole < remembered ? Squares(whole) : default;
        for (var lane = 0; lane < remembered - whole; lane++)
        {
            Take(rest[lane]);
        }
        return second;

        void Take(float sum)
        {
            second = Math.Min(second, Math.Max(nearest, sum));
            nearest = Math.Min(nearest, sum);
        }
    }

    private Vector<float> Squares(int at)
    {
        var sum = Vector<float>.Zero;
        for (var place = 0; place < Length; place++)
        {
            var difference = new Vector<float>(past, (place * Capacity) + at) - new Vector<float>(recent[place]);
            sum += difference * difference;
        }
        return sum;
    }

    /// <summary>The two least in each lane.</summary>
    private readonly record struct Two(Vector<float> Nearest, Vector<float> Second)
    {
        public Two(Vector<float> both)
            : this(both, both) { }

        public Two With(Vector<float> sums) =>
            new(Vector.Min(Nearest, sums), Vector.Min(Second, Vector.Max(Nearest, sums)));
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
