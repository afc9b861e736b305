using System.Globalization;
using EventRecovery.Replay.Checkpoints;
using EventRecovery.Streams;

namespace EventRecovery.Cli.Commands.Checkpoints;

/// <summary>
/// A position in one word: <c>beginning</c>, <c>done</c>, or the sequence number of the last finished record, with <c>/7</c> behind it
/// for the eighth event of an aggregate.
/// </summary>
internal static class CheckpointPlace
{
    public const string Beginning = "beginning";
    public const string Done = "done";

    public static string Write(ShardPosition position) =>
        position switch
        {
            ShardPosition.Done => Done,
            ShardPosition.After { Last: var last } => last.ToString(),
            _ => Beginning,
        };

    /// <summary>Null when the text is no position.</summary>
    public static ShardPosition? Read(string text)
    {
        switch (text)
        {
            case Beginning:
                return ShardPosition.Beginning;
            case Done:
                // Its children may start, as when it was read to its last record.
                return new ShardPosition.Done(ShardEnd.Closed);
        }

        var (sequence, slash) = (text.Split('/')[0], text.IndexOf('/', StringComparison.Ordinal));
        int? sub = null;
        if (slash >= 0)
        {
            if (!int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            {
                return null;
            }

            sub = index;
        }

        var number = new SequenceNumber(sequence);
        return number.IsValid ? new ShardPosition.After(new RecordPosition(number, sub)) : null;
    }
}
