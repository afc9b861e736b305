using EventRecovery.Simulation.Running;
using EventRecovery.Streams;

namespace EventRecovery.Simulation.Checks;

/// <summary>What must be true when everything has come to rest.</summary>
internal sealed class FinalCheck(World world)
{
    public void Check()
    {
        foreach (var record in world.Streams.Records(SourceStreams.Errors))
        {
            foreach (var source in record.Events.Where(source => !world.Ledger.IsSettled(null, record, source)))
            {
                world.Ledger.Violate(
                    "I1",
                    $"{source.Id ?? "poison"} of the error stream was never published or parked"
                );
            }
        }

        if (world.Chaos.IsQuiet)
        {
            CheckOnce();
        }
    }

    /// <summary>Where nothing went wrong nothing is doubled.</summary>
    private void CheckOnce()
    {
        StreamName[] streams = [SourceStreams.Source, SourceStreams.Errors];
        var ids = streams
            .SelectMany(world.Streams.Records)
            .SelectMany(record => record.Events)
            .Select(source => source.Id)
            .OfType<string>()
            .Distinct();
        foreach (var id in ids)
        {
            foreach (var version in world.Versions.Where(version => world.Ledger.CopiesOf(version, id) > 1))
            {
                world.Ledger.Violate(
                    "I2",
                    $"{id} was published {world.Ledger.CopiesOf(version, id)} times in {version}"
                );
            }
        }
    }
}
