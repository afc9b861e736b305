namespace EventRecovery.Anomalies;

/// <summary>Ranks high values among high ones and low values among low ones: spikes up do not hide a drop.</summary>
internal sealed class TwoSidedTail
{
    private readonly TailSketch above = new();
    private readonly TailSketch below = new();

    public double Take(double value)
    {
        var surprise = value > 0 ? above.Surprise(value) : below.Surprise(-value);
        above.Add(Math.Max(value, 0));
        below.Add(Math.Max(-value, 0));
        return surprise;
    }
}
