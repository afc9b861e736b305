using EventRecovery.Publishing;

namespace EventRecovery.Aws.Tests.Differential.Streams;

/// <summary>Where Kinesis in memory and kinesis-local 0.6.2 are known to differ.</summary>
internal static class StreamDifferences
{
    private const string Missing = "no such stream or shard";
    private const string Refused = "refused";

    public static IReadOnlyList<KnownDifference<StreamSystem>> All { get; } =
    [
        new(
            "kinesis-local takes a time in the future",
            Reason: "It answers with an iterator at the tip. The product never asks for one: it clamps to its own clock.",
            Right: "in memory",
            Documentation("API_GetShardIterator"),
            Witness: [new ReadFrom(0, Beside.InFuture, 1)],
            Explains: (step, answers) => step is ReadFrom { At: Beside.InFuture } && answers[0] == Refused,
            LeavesTraces: false
        ),
        new(
            "kinesis-local calls a shard that is not there a wrong argument of a split or a merge",
            Reason: "Both refuse. Nobody tells them apart: an operator's command says what the service says.",
            Right: "in memory, whose ResourceNotFoundException the page lists for it",
            Documentation("API_SplitShard"),
            Witness: [new Split(4, SplitAt.Middle)],
            Explains: (step, answers) => step is Split or Merge && answers[0] == Missing && answers[1] == Refused,
            LeavesTraces: false
        ),
        new(
            "kinesis-local merges two shards only if the lower one is named first",
            Reason: "Its check of adjacency has a sign the wrong way round. Tests name the lower one first.",
            Right: "in memory: adjacent are shards whose ranges form a contiguous set, whichever is named first",
            Documentation("API_MergeShards"),
            Witness: [new Merge(1, 0)],
            Explains: (step, answers) => step is Merge && answers[0] == "merged" && answers[1] == Refused,
            LeavesTraces: true
        ),
        new(
            "kinesis-local ends every closed shard at the sequence number 9223372036854775807",
            Reason: "The largest Int64, far below any record. The product asks only whether there is an end.",
            Right: "in memory: the end of a closed shard is the sequence number where its range stops",
            Documentation("API_SequenceNumberRange"),
            Witness: [new Split(0, SplitAt.Middle), new List()],
            Explains: (step, answers) =>
                step is List
                && answers[0] == answers[1].Replace(List.EndsBeforeItsRecords, List.Closed, StringComparison.Ordinal),
            LeavesTraces: false
        ),
        new(
            "kinesis-local takes a call without records, and one of more than 500",
            Reason: "The product's publisher fills calls up to 500 itself.",
            Right: "in memory: 1 to 500 records a call",
            Documentation("API_PutRecords"),
            Witness: [new Put(0, 0, 4)],
            Explains: (step, answers) =>
                step is Put { Records: 0 or > PublishLimits.RecordsPerCall } && answers[0] == Refused,
            LeavesTraces: true
        ),
        new(
            "kinesis-local leaves the partition key out of a record's size",
            Reason: "The product counts it.",
            Right: "in memory: data and partition key together are limited",
            Documentation("API_PutRecordsRequestEntry"),
            Witness: [new Put(0, 1, PublishLimits.BytesPerRecord - 1)],
            Explains: (step, answers) =>
                // It takes seconds for it, and may take longer than the client waits: it does not refuse.
                step is Put { Size: PublishLimits.BytesPerRecord - 1 }
                && answers[0] == Refused
                && answers[1] != Refused,
            LeavesTraces: true
        ),
        new(
            "kinesis-local splits a shard at its very start",
            Reason: "The lower child gets no key at all. Nobody splits there.",
            Right: "in memory: the new starting key divides the range, and lower keys go to the other child",
            Documentation("API_SplitShard"),
            Witness: [new Split(0, SplitAt.Start)],
            Explains: (step, answers) =>
                // Above the last key of all there is none, and the step takes the first.
                step is Split { At: SplitAt.Start or SplitAt.JustAboveEnd }
                && answers[0] == Refused
                && answers[1] == "split",
            LeavesTraces: true
        ),
        new(
            "kinesis-local says of a sequence number of another shard that the shard is not there",
            Reason: "Both refuse. The product opens a shard after a record of its own only.",
            Right: "in memory: a StartingSequenceNumber that cannot be used is an InvalidArgumentException",
            Documentation("API_GetShardIterator"),
            Witness: [new Put(0, 5, 4), new ReadShard(0, 10), new Open(1, OpenAt.Record, 0)],
            Explains: (step, answers) => step is Open && answers[0] == Refused && answers[1] == Missing,
            LeavesTraces: false
        ),
        new(
            "kinesis-local opens a shard that a split made at a sequence number of another shard",
            Reason: "It compares only a part of the number. The product opens a shard after a record of its own only.",
            Right: "in memory: a StartingSequenceNumber that cannot be used is an InvalidArgumentException",
            Documentation("API_GetShardIterator"),
            Witness:
            [
                new Put(4, 4, 7),
                new ReadShard(0, 8),
                new Split(1, SplitAt.Middle),
                new Open(3, OpenAt.AfterRecord, 0),
            ],
            Explains: (step, answers) =>
                step is Open && answers[0] == Refused && answers[1].EndsWith(Open.ByAnother, StringComparison.Ordinal),
            LeavesTraces: true
        ),
        new(
            "kinesis-local lets an iterator outlive its stream",
            Reason: "It reads the next stream of the name. The product checks when the stream was created.",
            Right: "in memory: with a stream its shards are deleted",
            Documentation("API_DeleteStream"),
            Witness: [new Open(0, OpenAt.Oldest, 0), new CreateAgain(3), new Read(0, 2)],
            Explains: (step, answers) => step is Read && answers[0] == Missing,
            LeavesTraces: true
        ),
        new(
            "kinesis-local counts how far a reader is behind between records, not up to now",
            Reason: "So among records of one call it says 0. The product takes 0 for the tip only when a page is empty.",
            Right: "in memory: zero indicates that record processing is caught up",
            Documentation("API_GetRecords"),
            Witness: [new Put(0, 8, 4), new Open(0, OpenAt.Oldest, 0), new Read(0, 1)],
            Explains: (step, answers) =>
                step is Read
                && answers[1].EndsWith(Read.AtTip, StringComparison.Ordinal)
                && answers[0] == answers[1].Replace(Read.AtTip, Read.Behind, StringComparison.Ordinal),
            LeavesTraces: false
        ),
        new(
            "kinesis-local answers a forged iterator with a server error",
            Reason: "So the product would try again, as it should after a server error. It never makes iterators up.",
            Right: "in memory: an iterator that is not valid is an InvalidArgumentException",
            Documentation("API_GetRecords"),
            Witness: [new Open(0, OpenAt.Oldest, 0), new ReadForged()],
            Explains: (step, answers) =>
                step is ReadForged
                && answers[0] == Refused
                && answers[1].StartsWith("fails: TransientFailure", StringComparison.Ordinal),
            LeavesTraces: false
        ),
    ];

    private static Uri Documentation(string page) =>
        new($"https://docs.aws.amazon.com/kinesis/latest/APIReference/{page}.html");
}
