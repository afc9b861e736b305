using System.Reflection;
using Amazon.CloudWatch;
using EventRecovery.Aws.CloudWatch;
using EventRecovery.Simulation.Cloud;
using EventRecovery.Simulation.Faults;
using EventRecovery.Simulation.Running;
using EventRecovery.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventRecovery.Simulation.Actors;

/// <summary>The real exporter on a CloudWatch that hangs or refuses, in histories that have that fault; nothing in the others.</summary>
internal sealed class MetricsSink(World world, SimulatedProcess process)
{
    private readonly RecoveryMetrics? metrics = world.Chaos.IsEnabled(Fault.MetricsSinkDown) ? new() : null;
    private CloudWatchExporter? exporter;

    public async Task FlushAsync()
    {
        if (metrics is null || !world.Chaos.Strikes(Fault.MetricsSinkDown, 0.3))
        {
            return;
        }

        exporter ??= new CloudWatchExporter(
            () => BrokenCloudWatch.For(world),
            metrics,
            NullLogger.Instance,
            process.Clock
        );
        metrics.Add(MetricNames.Batches, 1);
        await exporter.FlushAsync(CancellationToken.None);
    }
}

/// <summary>A CloudWatch that never answers, or says no.</summary>
internal class BrokenCloudWatch : DispatchProxy
{
    private World world = null!;

    public static IAmazonCloudWatch For(World world)
    {
        var client = Create<IAmazonCloudWatch, BrokenCloudWatch>();
        ((BrokenCloudWatch)(object)client).world = world;
        return client;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        world.Dice.Next(2) == 0
            ? new TaskCompletionSource<Amazon.CloudWatch.Model.PutMetricDataResponse>().Task
            : throw new AmazonCloudWatchException("The service is unavailable.");
}
