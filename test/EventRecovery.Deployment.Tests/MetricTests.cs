using System.Text.RegularExpressions;
using EventRecovery.Telemetry;

namespace EventRecovery.Deployment.Tests;

public sealed partial class MetricTests
{
    /// <summary>An alarm on a metric that nothing sends never rings.</summary>
    [Fact]
    public void The_template_watches_metrics_that_the_functions_send()
    {
        var names = MetricNames.All.Select(metric => metric.Name).ToHashSet();
        var watched = Metric().Matches(Repository.Read("template.yaml")).Select(match => match.Value).ToList();

        watched.Count.ShouldBeGreaterThan(10);
        watched.Except(names).ShouldBeEmpty();
    }

    [GeneratedRegex(@"eventrecovery(\.[a-z_]+)+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Metric();
}
