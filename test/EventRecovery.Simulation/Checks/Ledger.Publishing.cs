using EventRecovery.Claims;
using EventRecovery.Events;
using EventRecovery.Simulation.Cloud;
using EventRecovery.Simulation.Running;
using EventRecovery.Streams;

namespace EventRecovery.Simulation.Checks;

/// <content>What is published: by the winner only, once as far as it can know, in order, right.</content>
internal sealed partial class Ledger
{
    public void Published(SimulatedProcess process, string partitionKey, byte[] data)
    {
        var copy = PublishedCopy.Read(data);
        Copies++;
        var record = world.Streams.Find(copy.Stream, copy.Sequence);
        var source = record?.Events.FirstOrDefault(one => (one.Sub ?? 0) == copy.Sub);
        if (source is null || source.Id != copy.Id || source.IsPoison)
        {
            Violate("I3", $"{copy.Id} is published and says to come from where it is not");
            return;
        }

        if (partitionKey != source.Key)
        {
            Violate("I4", $"{copy.Id} has the key {source.Key} and is published under {partitionKey}");
        }

        CheckWinner(process, copy, record!, source);
        CheckBytes(copy, data);
        if (Followed(copy) is { } whole)
        {
            CheckResult(whole, source);
        }

        if (!winners.TryGetValue((copy.Version, copy.Id), out var all))
        {
            CheckOrder(process, copy, record!, source);
            winners.Add((copy.Version, copy.Id), all = []);
        }

        all.Add($"{copy.Run} {copy.Stream} {copy.Shard} {copy.Sequence} {copy.Sub}");
    }

    private void CheckWinner(SimulatedProcess process, PublishedCopy copy, SourceRecord record, SourceEvent source)
    {
        var digest = SourceDigest.Of(new SourcePosition(record.Stream, record.Shard, record.PositionOf(source)));
        var held = claims
            .GetValueOrDefault((copy.Version, EventDigest.Of(new EventId(copy.Id))), [])
            .FindLast(claim => claim.Process == process && claim.Entry.Source == digest && claim.ClosedAt is null);
        if (held is null)
        {
            Violate("I3", $"{process.Name} publishes {copy.Id} without an open claim of its own");
            return;
        }

        lastPut[process].Add(held);
        held.Copies++;
        if (held.Copies > held.Doubts + 1 && !process.HasGhost)
        {
            Violate("I3", $"{process.Name} publishes {copy.Id} again, though Kinesis had accepted it");
        }

        var age = process.Clock.GetUtcNow() - held.Page.WrittenAt;
        if (!process.IsHeldUp && age > world.Scenario.ClaimTimeout + TimeSpan.FromSeconds(20))
        {
            Violate("I2", $"{process.Name} publishes {copy.Id} on a claim that is {age} old");
        }
    }

    private void CheckBytes(PublishedCopy copy, byte[] data)
    {
        var winner = $"{copy.Version} {copy.Id} {copy.Run} {copy.Stream} {copy.Sequence} {copy.Sub}";
        if (!bytesOf.TryAdd(winner, data) && !bytesOf[winner].AsSpan().SequenceEqual(data))
        {
            Violate("I3", $"two copies of {copy.Id} from one record differ");
        }
    }

    private void CheckResult(PublishedCopy copy, SourceEvent source)
    {
        var rate = copy.Version.EndsWith("/1", StringComparison.Ordinal) ? 1.1m : 1.2m;
        if (copy.Result != source.Value * rate)
        {
            Violate("I9", $"{copy.Id} has the result {copy.Result} where {source.Value * rate} is right");
        }
    }

    /// <summary>Whoever publishes an event has finished all before it of the same key, as far as they are its business.</summary>
    private void CheckOrder(SimulatedProcess process, PublishedCopy copy, SourceRecord record, SourceEvent source)
    {
        var run = process.Run is null ? null : world.Runs.GetValueOrDefault(process.Run);
        var horizon = world.Thread.Now - world.Scenario.Retention;
        foreach (var earlier in world.Streams.Records(record.Stream).Take(record.Index + 1))
        {
            var theirs = run is null
                ? world.EventSource.HasKeptOrderOf(earlier)
                : run.Window.Contains(earlier.Record.ArrivedAt) && earlier.Record.ArrivedAt >= horizon;
            if (!theirs)
            {
                continue;
            }

            foreach (var other in run is null ? earlier.Events : earlier.InRange)
            {
                var isBefore = earlier != record || other.Sub < source.Sub;
                if (
                    isBefore
                    && other.Key == source.Key
                    && other.Id != source.Id
                    && !IsSettled(run is null ? null : copy.Version, earlier, other)
                )
                {
                    Violate("I4", $"{copy.Id} is published before {other.Id ?? "a poison event"} of the same key");
                }

                if (
                    isBefore
                    && IsPastCut(process, run, earlier, record)
                    && !IsMineOrSettled(process, copy, earlier, other)
                )
                {
                    Violate(
                        "I4",
                        $"{copy.Id} is published past {other.Id ?? "a poison event"}, which is not finished and not mine"
                    );
                }
            }
        }
    }

    /// <summary>Both are of one shard, and of what the process was given to work on.</summary>
    private static bool IsPastCut(
        SimulatedProcess process,
        SimulatedRun? run,
        SourceRecord earlier,
        SourceRecord record
    ) =>
        earlier.Shard == record.Shard
        && (
            run is not null || (!process.HasGhost && process.Batch.Contains(earlier) && process.Batch.Contains(record))
        );

    private bool IsMineOrSettled(
        SimulatedProcess process,
        PublishedCopy copy,
        SourceRecord record,
        SourceEvent source
    ) =>
        IsSettled(copy.Version, record, source)
        || (
            source.Id is { } id
            && claims
                .GetValueOrDefault((copy.Version, EventDigest.Of(new EventId(id))), [])
                .Exists(claim => claim.Process == process && claim.ClosedAt is null)
        );
}
