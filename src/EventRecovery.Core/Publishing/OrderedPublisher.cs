using EventRecovery.Events;
using EventRecovery.Runtime;
using EventRecovery.Streams;

namespace EventRecovery.Publishing;

/// <summary>
/// Publishes in order per key, although PutRecords promises no order and fails entries one by one: no call carries two records
/// of one key, and a key's next record leaves only after the one before it was accepted. So a round sends the heads of all
/// queues, and a failed head stays where it is.
/// <code>
///   key A   a1 a2 a3        round 1: a1 b1 c1      b1 fails
///   key B   b1 b2      →    round 2: a2 b1         c is done
///   key C   c1              round 3: a3 b2
/// </code>
/// A round that is larger than a call is several, of different keys, so a few of them may be under way at once.
/// </summary>
public sealed class OrderedPublisher(IRecordWriter writer, TimeProvider time, IEntropy entropy)
{
    /// <summary>Enough to hide what a call takes, and few enough that a stream that throttles does not throttle them all.</summary>
    private const int CallsAtOnce = 4;

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(50);

    /// <summary>Far below the margin that a deadline keeps: a wait that begins just before the deadline must not outlast the invocation.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Sends <paramref name="records"/> until all are accepted or <paramref name="mayContinue"/> says stop, which is asked
    /// before every call.
    /// </summary>
    /// <param name="accepted">Set by index as records are accepted; right at every moment, also when this throws.</param>
    public async Task PublishAsync(
        IReadOnlyList<OutgoingRecord> records,
        bool[] accepted,
        Func<bool> mayContinue,
        CancellationToken cancellationToken
    )
    {
        var backoff = new Backoff(time, entropy, FirstWait, LongestWait);
        var heads = Heads(records, out var next);
        while (heads.Count > 0)
        {
            var failed = false;
            foreach (var calls in Calls(heads, records).Chunk(CallsAtOnce))
            {
                var sent = Send(calls, records, accepted, mayContinue, cancellationToken);
                // All of them end before an exception of one goes on.
                failed |= (await Task.WhenAll(sent)).Contains(false);
                if (sent.Count < calls.Length)
                {
                    return;
                }
            }

            heads = Advance(heads, next, accepted);
            if (failed)
            {
                await backoff.WaitAsync(cancellationToken);
            }
            else
            {
                backoff.Reset();
            }
        }
    }

    /// <summary>The calls that were made: fewer than asked for when it must not go on.</summary>
    private List<Task<bool>> Send(
        List<int>[] calls,
        IReadOnlyList<OutgoingRecord> records,
        bool[] accepted,
        Func<bool> mayContinue,
        CancellationToken cancellationToken
    )
    {
        var sent = new List<Task<bool>>(calls.Length);
        foreach (var call in calls)
        {
            if (!mayContinue() || sent is [.., { IsFaulted: true } or { IsCanceled: true }])
            {
                break;
            }

            sent.Add(SendAsync(call, records, accepted, cancellationToken));
        }

        return sent;
    }

    private async Task<bool> SendAsync(
        List<int> call,
        IReadOnlyList<OutgoingRecord> records,
        bool[] accepted,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<PutOutcome> outcomes;
        try
        {
            outcomes = await writer.PutAsync(call.ConvertAll(index => records[index]), cancellationToken);
        }
        catch (TransientFailureException)
        {
            return false;
        }

        if (outcomes.Count != call.Count)
        {
            throw new InvalidOperationException(
                $"PutRecords answered {outcomes.Count} outcomes for {call.Count} records; without a match by index none can be trusted."
            );
        }

        var all = true;
        for (var i = 0; i < call.Count; i++)
        {
            accepted[call[i]] |= outcomes[i].IsAccepted;
            all &= outcomes[i].IsAccepted;
        }

        return all;
    }

    /// <summary>The first record of each key.</summary>
    /// <param name="next">By index, the record of the same key that leaves after it; -1 after the last.</param>
    private static List<int> Heads(IReadOnlyList<OutgoingRecord> records, out int[] next)
    {
        var last = new Dictionary<OrderKey, int>(records.Count);
        var heads = new List<int>(records.Count);
        next = new int[records.Count];
        for (var i = 0; i < records.Count; i++)
        {
            next[i] = -1;
            if (last.TryGetValue(records[i].OrderKey, out var before))
            {
                next[before] = i;
            }
            else
            {
                heads.Add(i);
            }

            last[records[i].OrderKey] = i;
        }

        return heads;
    }

    /// <summary>The heads of all queues, cut into calls that Kinesis takes.</summary>
    private static IEnumerable<List<int>> Calls(List<int> heads, IReadOnlyList<OutgoingRecord> records)
    {
        var call = new List<int>(Math.Min(heads.Count, PublishLimits.RecordsPerCall));
        var bytes = 0;
        foreach (var index in heads)
        {
            var size = records[index].Size;
            if (
                call.Count == PublishLimits.RecordsPerCall
                || (call.Count > 0 && bytes + size > PublishLimits.BytesPerCall)
            )
            {
                yield return call;
                call = [];
                bytes = 0;
            }

            call.Add(index);
            bytes += size;
        }

        yield return call;
    }

    /// <summary>Behind a head that was accepted comes the next of its key; a refused one stays.</summary>
    private static List<int> Advance(List<int> heads, int[] next, bool[] accepted) =>
        [.. heads.Select(head => accepted[head] ? next[head] : head).Where(head => head >= 0)];
}
