using Amazon.Lambda.KinesisEvents;
using EventRecovery.Claims;
using EventRecovery.Engine;
using EventRecovery.Recalculation;
using EventRecovery.Reprocessor;
using EventRecovery.Runtime;
using EventRecovery.Simulation.Cloud;
using EventRecovery.Simulation.Running;

namespace EventRecovery.Simulation.Actors;

/// <summary>An execution environment of the Reprocessor. It does what the function does, on clients that fail.</summary>
internal sealed class ReprocessorProcess
{
    private readonly RecoveryEngine engine;

    public ReprocessorProcess(World world, int number, IRecalculation recalculation)
    {
        Process = new SimulatedProcess(world, $"reprocessor-{number}");
        Version = recalculation.Version.ToString();
        engine = Engines.Create(world, Process, Lineage.Consumer("reprocessor"), recalculation);
        Sink = new MetricsSink(world, Process);
    }

    public SimulatedProcess Process { get; }

    public string Version { get; }

    /// <summary>Pages that all writers had appended when it last worked.</summary>
    public int PagesSeen { get; set; }

    private MetricsSink Sink { get; }

    /// <returns>The sequence number of the first record that is not finished; null when all are.</returns>
    public async Task<string?> InvokeAsync(KinesisEvent input, TimeSpan remaining)
    {
        var deadline = Deadline.ForInvocation(Process.Clock, remaining);
        try
        {
            var outcome = await engine.ProcessAsync(input.ToBatch()!, deadline, CancellationToken.None);
            return outcome.FirstUnfinished?.Sequence.Value;
        }
        finally
        {
            await Sink.FlushAsync();
        }
    }
}
