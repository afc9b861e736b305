using EventRecovery.Aws.DynamoDb;
using EventRecovery.Telemetry;
using EventRecovery.Testing.Telemetry;

namespace EventRecovery.Aws.Tests.Differential.Table;

/// <summary>The product's table with a count of what its calls cost.</summary>
internal sealed class TableSystem : IDisposable
{
    private readonly RecoveryMetrics metrics = new();
    private readonly MetricTotals totals;

    public TableSystem(Func<RecoveryMetrics, RecoveryTable> open)
    {
        totals = new MetricTotals(metrics);
        Table = open(metrics);
    }

    public RecoveryTable Table { get; }

    /// <summary>What the calls since the last answer cost.</summary>
    public string Spent()
    {
        var (calls, reads, writes) = (
            totals.Of(MetricNames.DynamoDbCalls),
            totals.Of(MetricNames.DynamoDbReadUnits),
            totals.Of(MetricNames.DynamoDbWriteUnits)
        );
        totals.Reset();
        return FormattableString.Invariant($"{calls} calls, {reads} read units, {writes} write units");
    }

    public void Dispose()
    {
        totals.Dispose();
        metrics.Dispose();
    }
}
