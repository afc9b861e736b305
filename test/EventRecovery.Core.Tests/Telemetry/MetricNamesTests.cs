using System.Diagnostics.Metrics;

namespace EventRecovery.Telemetry;

public sealed class MetricNamesTests
{
    private static string Snapshot { get; } =
        Path.Combine(AppContext.BaseDirectory, "Telemetry", "MetricNames.snapshot.txt");

    /// <summary>An alarm on a renamed metric stays silent for ever: change the snapshot only together with the alarms.</summary>
    [Fact]
    public async Task Names_units_and_dimensions_are_as_alarms_know_them()
    {
        var expected = await File.ReadAllLinesAsync(Snapshot, TestContext.Current.CancellationToken);

        MetricNames
            .All.Select(metric =>
                $"{metric.Name} {metric.Kind} {metric.Unit} [{metric.Dimension}] {metric.Description}"
            )
            .ShouldBe(expected);
    }

    [Fact]
    public void No_two_metrics_share_a_name() => MetricNames.All.Select(metric => metric.Name).ShouldBeUnique();

    [Fact]
    public void Every_definition_is_listed() =>
        typeof(MetricNames)
            .GetFields()
            .Select(field => field.GetValue(null))
            .OfType<MetricDefinition>()
            .ShouldBe(MetricNames.All, ignoreOrder: true);

    [Fact]
    public void Every_metric_is_an_instrument_of_the_meter()
    {
        using var metrics = new RecoveryMetrics();
        var instruments = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (ReferenceEquals(instrument.Meter, metrics.Meter))
            {
                instruments.Add(instrument.Name);
            }
        };
        listener.Start();

        metrics.Meter.Name.ShouldBe(MetricNames.Meter);
        instruments.ShouldBe(MetricNames.All.Select(metric => metric.Name), ignoreOrder: true);
    }
}
