using EventRecovery.Cli.Reports;
using EventRecovery.Validation;

namespace EventRecovery.Cli.Tests.Reports;

public sealed class SpreadsTests
{
    [Fact]
    public void A_trials_distribution_keeps_its_count_and_its_shape()
    {
        var sketch = new ChangeSketch();
        foreach (var number in Enumerable.Range(-500, 1_001))
        {
            sketch.Add(number / 1_000.0);
        }

        var spread = Spreads.Of(sketch.Summary())!;

        spread.Count.ShouldBe(1_001);
        spread.Bins.Count.ShouldBe(24);
        spread.Bins.Sum().ShouldBeInRange(990, 1_012);
        spread.Bins.ShouldAllBe(count => count > 20 && count < 80, "it is flat");
        (spread.From + spread.To).ShouldBe(0, 0.05);
    }

    [Fact]
    public void One_change_for_all_is_one_bar()
    {
        var sketch = new ChangeSketch();
        for (var i = 0; i < 7; i++)
        {
            sketch.Add(0.25);
        }

        Spreads.Of(sketch.Summary())!.Bins.Sum().ShouldBe(7);
        Spreads.Of(null).ShouldBeNull();
    }
}
