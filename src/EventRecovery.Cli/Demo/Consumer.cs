namespace EventRecovery.Cli.Demo;

/// <summary>
/// Stands for the user's consumer on a bad day. What happens to an event comes from the seed and its id alone, so that the same seed
/// gives the same incident however the stream is sharded; but for the stretch of a shard in which the consumer crashed.
/// </summary>
internal sealed class Consumer(int seed)
{
    // In thousandths of all events.
    private static readonly (int Share, Fate Fate)[] Shares =
    [
        (10, Fate.SentBroken),
        (50, Fate.FailedAndSentTwice),
        (150, Fate.Failed),
        (30, Fate.Dropped),
        (50, Fate.Wrong),
        (10, Fate.Doubled),
    ];

    // A consumer that retries sends its second copy later, among other events.
    private const int CopyAfter = 50;

    private readonly Draw draw = new(seed);

    public Incident Consume(IReadOnlyCollection<SourceEvent> events)
    {
        var crash = Crash.Of(events, draw);
        var fates = events.Select(one => new ConsumedEvent(one, FateOf(one, crash))).ToList();
        return new Incident(ErrorRecords(fates), fates) { Crash = crash };
    }

    private Fate FateOf(SourceEvent one, Crash? crash)
    {
        if (crash?.Takes(one) == true)
        {
            return Fate.Crashed;
        }

        var drawn = draw.Of(one.Id, 1_000);
        foreach (var (share, fate) in Shares)
        {
            if (drawn < share)
            {
                return fate;
            }

            drawn -= share;
        }

        return Fate.Right;
    }

    private static List<SentRecord> ErrorRecords(IEnumerable<ConsumedEvent> events)
    {
        var records = new List<SentRecord>();
        var copies = new Queue<(int At, SentRecord Record)>();
        var (seen, poison) = (0, 0);
        foreach (var (one, fate) in events)
        {
            while (copies.TryPeek(out var due) && due.At <= seen)
            {
                records.Add(copies.Dequeue().Record);
            }

            seen++;
            switch (fate)
            {
                case Fate.SentBroken:
                    records.Add(Broken(one, Poison.Kinds[poison++ % Poison.Kinds.Count]));
                    break;
                case Fate.FailedAndSentTwice:
                    records.Add(Whole(one));
                    copies.Enqueue((seen + CopyAfter, Whole(one)));
                    break;
                case Fate.Failed:
                    records.Add(Whole(one));
                    break;
            }
        }

        return [.. records, .. copies.Select(copy => copy.Record)];
    }

    private static SentRecord Whole(SourceEvent one) => new(one.Key, one.Data, one, null);

    private static SentRecord Broken(SourceEvent one, Poison poison) =>
        new(one.Key, poison.Break(one), one, poison.Reason);
}
