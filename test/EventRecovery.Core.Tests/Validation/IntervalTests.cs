namespace EventRecovery.Validation;

public sealed class IntervalTests
{
    [Theory]
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(5, 10, 0.2366, 0.7634)]
    [InlineData(10, 10, 0.7225, 1)]
    [InlineData(1, 100, 0.0018, 0.0545)]
    public void Wilson_gives_the_published_limits(long hits, long trials, double low, double high)
    {
        var interval = Interval.Of(hits, trials);

        interval.Low.ShouldBe(low, 0.0001);
        interval.High.ShouldBe(high, 0.0001);
    }

    [Fact]
    public void Of_nothing_anything_may_be_true() => Interval.Of(0, 0).ShouldBe(new Interval(0, 0, 1));
}
