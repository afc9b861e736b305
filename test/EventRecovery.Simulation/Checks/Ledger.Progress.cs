using System.Globalization;
using EventRecovery.Replay.Reading;
using EventRecovery.Simulation.Cloud;
using EventRecovery.Simulation.Faults;
using EventRecovery.Simulation.Running;
using EventRecovery.Streams;
using Item = System.Collections.Generic.Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

namespace EventRecovery.Simulation.Checks;

/// <content>What is acknowledged: by an event source, by a checkpoint, by the end of a run.</content>
internal sealed partial class Ledger
{
    private readonly Dictionary<string, int> checkedUpTo = [];

    /// <summary>The function has answered that these records are finished.</summary>
    public void Acknowledged(string version, IEnumerable<SourceRecord> records)
    {
        foreach (var record in records)
        {
            foreach (var source in record.Events.Where(source => !IsSettled(version, record, source)))
            {
                Violate("I1", $"{source.Id ?? "a poison event"} is acknowledged, and neither published nor parked");
            }
        }
    }

    /// <summary>An invocation has ended by itself.</summary>
    public void Ended(SimulatedProcess process)
    {
        if (!process.IsHeldUp && process.OpenPages.Count > 0)
        {
            Violate("I7", $"{process.Name} leaves a page open that others wait for: {process.OpenPages.First()}");
        }

        process.OpenPages.Clear();
        var late = world.Thread.Now - process.DeadlineAt;
        if (!process.IsHeldUp && late > TimeSpan.Zero && !process.MayAnswerLate)
        {
            Violate("I7", $"{process.Name} answers {late} after its deadline");
        }
    }

    /// <summary>A process reads a shard for its run.</summary>
    public void Reading(SimulatedProcess process, ShardId shard)
    {
        if (process.Run is not { } run)
        {
            return;
        }

        var shards = world.Streams.Shards(SourceStreams.Source);
        var child = shards.First(one => one.Id == shard);
        foreach (var parent in shards.Where(one => one.Id == child.Parent || one.Id == child.AdjacentParent))
        {
            if (!IsDone(run, parent.Id))
            {
                Violate("I6", $"{run} reads {shard} before its parent {parent.Id} is done");
            }
        }
    }

    private bool IsDone(string run, ShardId shard) =>
        world
            .Table.Partition($"run#{run}")
            .Any(entry =>
                entry.Key.EndsWith(shard.Value, StringComparison.Ordinal) && entry.Value.Attributes.ContainsKey("end")
            );

    private void Checkpointed(string pk, string sk, Item? before, Item after)
    {
        var shard = after["shard"].S;
        NoSecretIn(after.GetValueOrDefault("failure")?.S ?? "", "a shard's failure");
        if (before is not null)
        {
            CheckForward($"{pk[4..]} {shard}", before, after);
        }

        if (world.Runs.GetValueOrDefault(pk[4..]) is not { } run)
        {
            return;
        }

        var end = after.ContainsKey("end");
        var reached = after.GetValueOrDefault("sequence") is { } sequence
            ? new RecordPosition(new SequenceNumber(sequence.S), SubOf(after))
            : (RecordPosition?)null;
        CheckDurable(run, shard, pk + sk, position => end || (reached is { } at && Covers(at, position)), after);
    }

    private void CheckForward(string what, Item before, Item after)
    {
        if (Number(after, "fence") < Number(before, "fence"))
        {
            Violate("I5", $"{what}: a stale owner saves its checkpoint");
        }

        if (before.ContainsKey("end") && !after.ContainsKey("end"))
        {
            Violate("I5", $"{what} was done and is not any more");
        }

        if (
            before.GetValueOrDefault("sequence") is { } was
            && after.GetValueOrDefault("sequence") is { } now
            && new RecordPosition(new SequenceNumber(now.S), SubOf(after) ?? int.MaxValue).CompareTo(
                new RecordPosition(new SequenceNumber(was.S), SubOf(before))
            ) < 0
        )
        {
            Violate("I5", $"{what}: the checkpoint goes back");
        }
    }

    /// <summary>All that a checkpoint calls finished is on the recovered stream, or parked, or reported as expired.</summary>
    private void CheckDurable(
        SimulatedRun run,
        string shard,
        string key,
        Func<RecordPosition, bool> isFinished,
        Item saved
    )
    {
        var records = world.Streams.Records(SourceStreams.Source);
        for (var i = checkedUpTo.GetValueOrDefault(key); i < records.Count; i++)
        {
            var record = records[i];
            if (record.Shard.Value == shard && run.Window.Contains(record.Record.ArrivedAt))
            {
                foreach (var source in record.InRange)
                {
                    if (!isFinished(record.PositionOf(source)))
                    {
                        return;
                    }

                    if (IsSettled(run.Version, record, source))
                    {
                        continue;
                    }

                    if (run.Misses(record) || IsReported(record, saved))
                    {
                        world.Chaos.Note(Fault.TrimmedDuringReplay);
                    }
                    else
                    {
                        Violate("I5", $"{run.Id} calls {source.Id ?? "poison"} of {shard} finished, and it is not");
                    }
                }
            }

            checkedUpTo[key] = i + 1;
        }
    }

    /// <summary>Without a place in an aggregate it means the whole record.</summary>
    private static bool Covers(RecordPosition reached, RecordPosition position) =>
        position.Sequence < reached.Sequence
        || (
            position.Sequence == reached.Sequence
            && (reached.SubSequence is null || position.SubSequence <= reached.SubSequence)
        );

    private bool IsReported(SourceRecord record, Item saved) =>
        record.Record.ArrivedAt < world.Thread.Now - world.Scenario.Retention
        && (
            // What has expired is told by the Replayer's clock: one that is slow tells it late.
            world.Chaos.IsEnabled(Fault.ClockSkew)
            || (
                saved.TryGetValue("expiredFrom", out var from)
                // Arrival times are not in order: what was unread may have arrived just before what was read.
                && Time(from.S) - ShardProgress.DefaultSlack <= record.Record.ArrivedAt
                && record.Record.ArrivedAt < Time(saved["expiredTo"].S)
            )
        );

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    private static long Number(Item item, string name) => long.Parse(item[name].N, CultureInfo.InvariantCulture);

    private static int? SubOf(Item item) => item.ContainsKey("sub") ? (int)Number(item, "sub") : null;
}
