using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EventRecovery.Cli.Demo;

/// <summary>
/// Stands for the user's consumer on a bad day. What happens to an event comes from the seed and its id alone, so that the same seed
/// gives the same incident however the stream is sharded.
/// </summary>
internal sealed class Consumer(int seed)
{
    // In thousandths of all events.
    private const int Fails = 150;
    private const int FailsAndIsSentTwice = 50;
    private const int IsSentBroken = 10;
    private const int IsDropped = 30;
    private const int IsWrong = 50;
    private const int IsDoubled = 10;
    private const int Bad = IsSentBroken + FailsAndIsSentTwice + Fails + IsDropped;

    // A consumer that retries sends its second copy later, among other events.
    private const int CopyAfter = 50;

    public Incident Consume(IEnumerable<SourceEvent> events)
    {
        var records = new List<SentRecord>();
        var copies = new Queue<(int At, SentRecord Record)>();
        var results = new List<ConsumerResult>();
        var (processed, dropped, twice, poison, seen) = (0, 0, 0, 0, 0);
        foreach (var one in events)
        {
            while (copies.TryPeek(out var due) && due.At <= seen)
            {
                records.Add(copies.Dequeue().Record);
            }

            seen++;
            switch (DrawFor(one))
            {
                case < IsSentBroken:
                    records.Add(Broken(one, Poison.Kinds[poison++ % Poison.Kinds.Count]));
                    break;
                case < IsSentBroken + FailsAndIsSentTwice:
                    records.Add(Whole(one));
                    copies.Enqueue((seen + CopyAfter, Whole(one)));
                    twice++;
                    break;
                case < IsSentBroken + FailsAndIsSentTwice + Fails:
                    records.Add(Whole(one));
                    break;
                case < IsSentBroken + FailsAndIsSentTwice + Fails + IsDropped:
                    dropped++;
                    break;
                case < Bad + IsWrong:
                    processed++;
                    results.Add(new ConsumerResult(one, IsWrong: true, Copies: 1));
                    break;
                case < Bad + IsWrong + IsDoubled:
                    processed++;
                    results.Add(new ConsumerResult(one, IsWrong: false, Copies: 2));
                    break;
                default:
                    processed++;
                    results.Add(new ConsumerResult(one, IsWrong: false, Copies: 1));
                    break;
            }
        }

        records.AddRange(copies.Select(copy => copy.Record));
        return new Incident(records, processed, dropped, records.Count - poison - twice, twice, poison)
        {
            Results = results,
        };
    }

    private static SentRecord Whole(SourceEvent one) => new(one.Key, one.Data, one, null);

    private static SentRecord Broken(SourceEvent one, Poison poison) =>
        new(one.Key, poison.Break(one), one, poison.Reason);

    // From 0 to 999, evenly.
    private int DrawFor(SourceEvent one)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{seed}:{one.Id}");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return (int)(BinaryPrimitives.ReadUInt64BigEndian(hash) % 1_000);
    }
}

/// <summary>What the consumer did.</summary>
/// <param name="ErrorRecords">In the order in which they were put on the error stream.</param>
/// <param name="Processed">Events that went well.</param>
/// <param name="Dropped">Events of which nobody heard again.</param>
/// <param name="Failed">Events that failed and can be recovered.</param>
/// <param name="Twice">Those of them that were put on the error stream twice.</param>
/// <param name="Poison">Events that reached the error stream broken.</param>
internal sealed record Incident(
    IReadOnlyList<SentRecord> ErrorRecords,
    int Processed,
    int Dropped,
    int Failed,
    int Twice,
    int Poison
)
{
    /// <summary>What it made of the events that it processed.</summary>
    public IReadOnlyList<ConsumerResult> Results { get; init; } = [];

    public int Miscalculated => Results.Count(result => result.IsWrong);

    public int Doubled => Results.Count(result => result.Copies > 1);

    public DemoConsumer Totals => new(Processed, Dropped, Failed, Twice, Poison, Miscalculated, Doubled);
}
