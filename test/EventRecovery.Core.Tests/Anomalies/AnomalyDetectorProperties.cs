using FsCheck;
using FsCheck.Fluent;

namespace EventRecovery.Anomalies;

public sealed class AnomalyDetectorProperties
{
    private static readonly Gen<double> Ordinary = Gen.Choose(-1000, 1000).Select(value => value / 8.0);

    private static readonly Gen<double> Any = Gen.Frequency(
        (20, Ordinary),
        (1, Gen.Elements(0, double.NaN, double.PositiveInfinity, double.MaxValue, -double.MaxValue, double.Epsilon)),
        (2, Gen.Choose(-300, 300).Select(exponent => Math.Pow(10, exponent)))
    );

    private static readonly Gen<double[]> Series = Any.ArrayOf(120);

    [Fact]
    public void Every_score_lies_between_0_and_1() =>
        Properties.Hold(Series, values => Scores(values).All(score => score is >= 0 and <= 1));

    [Fact]
    public void A_score_uses_nothing_of_what_comes_after() =>
        Properties.Hold(
            from all in Series
            from kept in Gen.Choose(0, all.Length)
            select (all, kept),
            given => Scores(given.all).Take(given.kept).SequenceEqual(Scores([.. given.all.Take(given.kept)]))
        );

    [Fact]
    public void The_same_rows_give_the_same_scores() =>
        Properties.Hold(Series, values => Scores(values).SequenceEqual(Scores(values)));

    private static double[] Scores(double[] values)
    {
        var detector = new AnomalyDetector();
        return [.. values.Select((value, row) => detector.Score(SomeSeries.TimeOf(row), value))];
    }
}
