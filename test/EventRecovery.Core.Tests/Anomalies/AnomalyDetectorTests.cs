namespace EventRecovery.Anomalies;

public sealed class AnomalyDetectorTests
{
    private const int Rows = 4000;
    private const int Incident = 3000;

    [Fact]
    public void A_spike_is_an_alarm_at_once() =>
        FirstAlarm(row => SomeSeries.Flat(row) + (row == Incident ? 15 : 0)).ShouldBe(Incident);

    [Fact]
    public void A_drop_below_busy_spikes_is_an_alarm() =>
        FirstAlarm(row => SomeSeries.Flat(row) + (row % 50 == 0 ? 30 : 0) - (row > Incident ? 8 : 0))
            .ShouldBe(Incident + 1);

    [Fact]
    public void A_new_level_is_an_alarm_and_then_the_new_normal()
    {
        var alarms = SomeSeries
            .Alarms(SomeSeries.Scores(row => SomeSeries.Flat(row) + (row >= 1500 ? 8 : 0), Rows))
            .ToList();

        alarms[0].ShouldBe(1500);
        alarms.ShouldAllBe(row => row < 2200);
    }

    [Fact]
    public void A_value_that_is_usual_at_noon_is_an_alarm_at_midnight()
    {
        var midnight = Incident - (Incident % 288);
        var alarms = SomeSeries.Alarms(
            SomeSeries.Scores(
                row => SomeSeries.Daily(row is var r && r >= midnight + 200 && r < midnight + 230 ? row + 144 : row),
                Rows
            )
        );
        alarms.First().ShouldBeInRange(midnight + 200, midnight + 206);
    }

    [Fact]
    public void A_flat_line_in_noise_is_an_alarm() =>
        FirstAlarm(row => row is >= Incident and < Incident + 200 ? 40 : SomeSeries.Flat(row))
            .ShouldBeInRange(Incident, Incident + 100);

    [Fact]
    public void Wilder_noise_is_an_alarm() =>
        FirstAlarm(row =>
                row is >= Incident and < Incident + 200 ? 40 + (4 * SomeSeries.Noise(row)) : SomeSeries.Flat(row)
            )
            .ShouldBeInRange(Incident, Incident + 20);

    [Theory]
    [InlineData("flat")]
    [InlineData("daily")]
    [InlineData("trend")]
    [InlineData("constant")]
    public void An_ordinary_series_hardly_alarms(string kind)
    {
        Func<int, double> series = kind switch
        {
            "flat" => SomeSeries.Flat,
            "daily" => SomeSeries.Daily,
            "trend" => SomeSeries.Trend,
            _ => _ => 7,
        };
        SomeSeries.Alarms(SomeSeries.Scores(series, Rows)).Count().ShouldBeLessThanOrEqualTo(4);
    }

    [Fact]
    public void An_incident_is_one_alarm_and_not_one_a_row()
    {
        var scores = SomeSeries.Scores(row => SomeSeries.Flat(row) + (row >= Incident ? 20 : 0), Rows);

        SomeSeries.Alarms(scores).Count().ShouldBeLessThanOrEqualTo(4);
        scores[Incident + 1].ShouldBeGreaterThan(scores[Incident - 1]);
    }

    [Fact]
    public void A_missing_value_scores_0_and_teaches_nothing()
    {
        var with = new AnomalyDetector();
        var without = new AnomalyDetector();
        for (var row = 0; row < Rows; row++)
        {
            var value = SomeSeries.Daily(row);
            with.Score(SomeSeries.TimeOf(row), double.NaN).ShouldBe(0);
            with.Score(SomeSeries.TimeOf(row), double.PositiveInfinity).ShouldBe(0);
            with.Score(SomeSeries.TimeOf(row), value).ShouldBe(without.Score(SomeSeries.TimeOf(row), value));
        }
    }

    [Fact]
    public void The_unit_of_a_series_does_not_matter_much()
    {
        foreach (var unit in new[] { 1e-12, 1e12 })
        {
            FirstAlarm(row => unit * (SomeSeries.Flat(row) + (row == Incident ? 15 : 0))).ShouldBe(Incident);
        }
    }

    private static int FirstAlarm(Func<int, double> series) =>
        SomeSeries.Alarms(SomeSeries.Scores(series, Rows), from: 2500).FirstOrDefault();
}
