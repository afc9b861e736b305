using EventRecovery.Replay;
using EventRecovery.Simulation.Faults;
using EventRecovery.Simulation.Running;
using EventRecovery.Streams;
using EventRecovery.Versions;

namespace EventRecovery.Simulation.Checks;

/// <summary>The results that a complete run has left in the bucket: of every event of its window, each once.</summary>
internal sealed class ResultCheck(World world, SimulatedRun run)
{
    /// <param name="mayLack">What the run has told to be missing.</param>
    public async Task CheckAsync(Func<SourceRecord, bool> mayLack)
    {
        var reader = new ResultReader(world.Bucket);
        if (await reader.FindAsync(new RunId(run.Id), CancellationToken.None) is not { } manifest)
        {
            world.Ledger.Violate("I1", $"{run.Id} is complete, and has no manifest of its results");
            return;
        }

        if (!manifest.IsWhole)
        {
            // A shard that expired half read has no end of its own, and nobody calls its results whole.
            if (!world.Chaos.IsEnabled(Fault.TrimmedDuringReplay))
            {
                world.Ledger.Violate("I1", $"{run.Id} is complete, and calls its results not whole");
            }

            return;
        }

        var found = await FoundAsync(reader, manifest);
        foreach (var record in world.Streams.Records(SourceStreams.Source))
        {
            if (!run.Window.Contains(record.Record.ArrivedAt))
            {
                continue;
            }

            foreach (var source in record.InRange.Where(source => !source.IsPoison))
            {
                if (!found.Remove((record.Record.Sequence, source.Sub ?? 0)) && !mayLack(record))
                {
                    world.Ledger.Violate("I1", $"{run.Id} is complete, and its results lack {source.Id}");
                }
            }
        }

        if (found.Count > 0)
        {
            world.Ledger.Violate("I9", $"{run.Id} has results of what was not asked for: {found.First()}");
        }

        run.ResultHash = manifest.TotalHash;
    }

    private async Task<HashSet<(SequenceNumber, int)>> FoundAsync(ResultReader reader, ResultManifest manifest)
    {
        var found = new HashSet<(SequenceNumber, int)>();
        try
        {
            await foreach (var lines in reader.ObjectsAsync(manifest, CancellationToken.None))
            {
                foreach (var line in lines)
                {
                    var copy = PublishedCopy.Read(line.Event.ToArray());
                    if (!found.Add((copy.Sequence, copy.Sub)))
                    {
                        world.Ledger.Violate("I9", $"the results of {run.Id} have {copy.Id} of one record twice");
                    }
                }
            }
        }
        catch (ResultsDamagedException damaged)
        {
            world.Ledger.Violate("I9", damaged.Message);
        }

        return found;
    }
}
