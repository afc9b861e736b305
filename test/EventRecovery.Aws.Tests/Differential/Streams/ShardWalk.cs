using EventRecovery.Streams;

namespace EventRecovery.Aws.Tests.Differential.Streams;

internal static class ShardWalk
{
    /// <summary>More than any trace puts on a shard, also one by one.</summary>
    private const int MostPages = 3_000;

    /// <summary>All records from a start to the tip of an open shard, or the end of a closed one.</summary>
    public static async Task<(List<StreamRecord> Records, bool Ended)> ToTipAsync(
        StreamSystem system,
        ShardId shard,
        ShardStart start,
        int limit,
        CancellationToken token
    )
    {
        var records = new List<StreamRecord>();
        var iterator = await system.Reader.OpenAsync(system.Stream, shard, start, token);
        for (var pages = 0; pages < MostPages; pages++)
        {
            var page = await system.Reader.ReadAsync(iterator, limit, token);
            records.AddRange(page.Records);
            if (page.Next is not { } next)
            {
                return (records, true);
            }

            if (page.Records.Count == 0 && page.BehindLatest == TimeSpan.Zero)
            {
                return (records, false);
            }

            iterator = next;
        }

        throw new InvalidOperationException($"The walk through {shard} does not end.");
    }
}
