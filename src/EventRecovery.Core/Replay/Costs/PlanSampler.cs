using EventRecovery.Replay.Planning;
using EventRecovery.Replay.Reading;
using EventRecovery.Streams;

namespace EventRecovery.Replay.Costs;

/// <summary>Looks into some shards of a plan, at the window's start and middle, within the read limits. Changes nothing.</summary>
internal sealed class PlanSampler(IShardReader reader, TimeProvider time)
{
    /// <summary>Two looks a shard.</summary>
    private const int MostShards = 20;

    /// <summary>Enough for a rate, little to read.</summary>
    private const int PageRecords = 1_000;

    /// <summary>Kinesis walks over a gap in empty pages; after so many a part counts as empty.</summary>
    private const int MostEmptyPages = 10;

    public async Task<IReadOnlyList<SampledSegment>> SampleAsync(
        StreamName stream,
        ReplayPlan plan,
        CancellationToken cancellationToken
    )
    {
        var samples = new List<SampledSegment>();
        foreach (var shard in Choose(plan.Shards))
        {
            var pacer = new ReadPacer(new ReadLimits(), time);
            var tipReached = false;
            foreach (var part in Halves(plan.Window))
            {
                // Past the tip there is nothing yet, and a time there is refused by a service whose clock is behind this one.
                var (sample, atTip) = tipReached
                    ? (Nothing(shard.Shard.Id, part), AtTip: true)
                    : await LookAsync(stream, shard.Shard.Id, part, pacer, cancellationToken);
                samples.Add(sample);
                tipReached = atTip;
            }
        }

        return samples;
    }

    /// <summary>All of them, or some at even distances, so that shards of all generations are among them.</summary>
    private static IEnumerable<PlannedShard> Choose(IReadOnlyList<PlannedShard> shards)
    {
        var chosen = Math.Min(shards.Count, MostShards);
        return Enumerable.Range(0, chosen).Select(i => shards[(int)((long)i * shards.Count / chosen)]);
    }

    private static IEnumerable<ReplayWindow> Halves(ReplayWindow window)
    {
        var middle = window.From + (window.Length / 2);
        yield return window with
        {
            To = middle,
        };
        yield return window with
        {
            From = middle,
        };
    }

    private async Task<(SampledSegment Sample, bool AtTip)> LookAsync(
        StreamName stream,
        ShardId shard,
        ReplayWindow part,
        ReadPacer pacer,
        CancellationToken cancellationToken
    )
    {
        var opening = ShardOpening.At(part, time.GetUtcNow());
        ShardIterator? iterator = await reader.OpenAsync(stream, shard, opening.Start, cancellationToken);
        for (var calls = 1; ; calls++)
        {
            await pacer.BeforeCallAsync(cancellationToken);
            var page = await reader.ReadAsync(iterator!.Value, PageRecords, cancellationToken);
            pacer.AfterPage(page.Records.Count, page.Records.Sum(record => (long)record.Data.Length));
            var atEnd = page.Next is null || page.BehindLatest <= TimeSpan.Zero;
            if (page.Records.Count > 0 || atEnd || calls == MostEmptyPages)
            {
                return (Of(shard, part, page, atEnd, calls), atEnd && !IsPast(part, page));
            }

            iterator = page.Next;
        }
    }

    private static bool IsPast(ReplayWindow part, ShardPage page) =>
        page.Records is [.., var last] && last.ArrivedAt >= part.To;

    private static SampledSegment Nothing(ShardId shard, ReplayWindow part) =>
        new(shard, part, 0, 0, null, null, true, 0);

    private static SampledSegment Of(ShardId shard, ReplayWindow part, ShardPage page, bool atEnd, int calls)
    {
        var within = page.Records.Where(record => part.Contains(record.ArrivedAt)).ToList();
        var past = IsPast(part, page);
        return new SampledSegment(
            shard,
            part,
            within.Count,
            within.Sum(record => (long)record.Data.Length),
            within.Count == 0 ? null : within[0].ArrivedAt,
            within.Count == 0 ? null : within[^1].ArrivedAt,
            atEnd || past || page.Records.Count == 0,
            calls
        );
    }
}
