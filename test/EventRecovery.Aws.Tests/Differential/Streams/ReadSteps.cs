using EventRecovery.Streams;

namespace EventRecovery.Aws.Tests.Differential.Streams;

internal sealed record Describe : Step<StreamSystem>
{
    public override async Task<object?> AskAsync(StreamSystem system, CancellationToken token)
    {
        var stream = await system.Reader.DescribeAsync(system.Stream, token);
        return (stream.Retention, stream.OpenShards, stream.CreatedAt.Year > 2000);
    }
}

internal sealed record List : Step<StreamSystem>
{
    public const string EndsBeforeItsRecords = "ends before its records";
    public const string Closed = "closed";

    public override async Task<object?> AskAsync(StreamSystem system, CancellationToken token)
    {
        var shards = await system.Reader.ListShardsAsync(system.Stream, token);
        return shards.Select(shard =>
            $"\n        {shard.Id.Value[^2..]} [{shard.HashKeys.Start:x32}-{shard.HashKeys.End:x32}] of "
            + $"{shard.Parent?.Value[^2..] ?? "nobody"} and {shard.AdjacentParent?.Value[^2..] ?? "nobody"}, {StateOf(shard, system)}"
        );
    }

    // Where a shard begins is left out: kinesis-local takes that from its clock, and children of new shards begin before them.
    private static string StateOf(ShardDescription shard, StreamSystem system)
    {
        var ends = shard.EndingSequence;
        return ends is null ? "open"
            : ends < shard.StartingSequence
            || system.Seen.Exists(seen => seen.Shard == shard.Id && seen.Record.Sequence > ends)
                ? EndsBeforeItsRecords
            : Closed;
    }
}

/// <summary>Opens a shard where it begins, or at or after a record that was read before, of whatever shard that was.</summary>
internal sealed record Open(int Shard, OpenAt At, int Record) : Step<StreamSystem>
{
    public const string ByAnother = "by a record of another shard";

    public override async Task<object?> AskAsync(StreamSystem system, CancellationToken token)
    {
        var shard = StreamSystem.ShardNumber(Shard);
        if (At is not OpenAt.Oldest && system.Seen.Count == 0)
        {
            return "nothing was read yet";
        }

        var seen = At is OpenAt.Oldest ? default : system.Seen[Record % system.Seen.Count];
        ShardStart start = At switch
        {
            OpenAt.Record => new ShardStart.AtSequence(seen.Record.Sequence),
            OpenAt.AfterRecord => new ShardStart.AfterSequence(seen.Record.Sequence),
            _ => new ShardStart.TrimHorizon(),
        };
        var iterator = await system.Reader.OpenAsync(system.Stream, shard, start, token);
        system.Iterators.Add(iterator);
        return At is OpenAt.Oldest || seen.Shard == shard ? "an iterator" : $"an iterator, {ByAnother}";
    }
}

internal enum OpenAt
{
    Oldest,
    Record,
    AfterRecord,
}

/// <summary>Reads with the last iterator, or one before it.</summary>
internal sealed record Read(int Back, int Limit) : Step<StreamSystem>
{
    public const string AtTip = "at the tip";
    public const string Behind = "behind";

    public override async Task<object?> AskAsync(StreamSystem system, CancellationToken token)
    {
        if (system.Iterators.Count == 0)
        {
            return "no iterator yet";
        }

        var iterator = system.Iterators[^((Back % system.Iterators.Count) + 1)];
        var page = await system.Reader.ReadAsync(iterator, Limit, token);
        if (page.Next is { } next)
        {
            system.Iterators.Add(next);
        }

        return $"{string.Join(", ", page.Records.Select(system.Name))}; {(page.Next is null ? "the end" : "goes on")}, "
            + (page.BehindLatest == TimeSpan.Zero ? AtTip : Behind);
    }
}

/// <summary>Reads with an iterator that nobody issued.</summary>
internal sealed record ReadForged : Step<StreamSystem>
{
    public override async Task<object?> AskAsync(StreamSystem system, CancellationToken token)
    {
        if (system.Iterators.Count == 0)
        {
            return "no iterator yet";
        }

        var forged = system.Iterators[^1].Value[..^4] + "@@@@";
        return await system.Reader.ReadAsync(new ShardIterator(forged), limit: 10, token);
    }
}

/// <summary>
/// Reads a shard to its tip, and notes every record. A closed shard ends with a page that has no next iterator.
/// </summary>
internal sealed record ReadShard(int Shard, int Limit) : Step<StreamSystem>
{
    public override async Task<object?> AskAsync(StreamSystem system, CancellationToken token)
    {
        var shard = StreamSystem.ShardNumber(Shard);
        var start = new ShardStart.TrimHorizon();
        var (records, ended) = await ShardWalk.ToTipAsync(system, shard, start, Limit, token);
        system.Saw(shard, records);
        return $"{string.Join(", ", records.Select(system.Name))}; {(ended ? "the end" : "the tip")}";
    }
}

/// <summary>
/// What a shard holds from a time on, as a replay reads it: it drops what it is given of before. The time is beside the arrival of a record
/// that was read before.
/// </summary>
internal sealed record ReadFrom(int Record, Beside At, int Limit) : Step<StreamSystem>
{
    public override async Task<object?> AskAsync(StreamSystem system, CancellationToken token)
    {
        var now = TimeProvider.System.GetUtcNow();
        if (At is Beside.LongBefore or Beside.InFuture)
        {
            var shard = StreamSystem.ShardNumber(Record);
            var far = At is Beside.LongBefore ? now.AddDays(-2) : now.AddHours(1);
            return await WalkAsync(system, shard, far, _ => true, token);
        }

        if (system.Seen.Count == 0)
        {
            return "nothing was read yet";
        }

        var (of, record) = system.Seen[Record % system.Seen.Count];
        var from = At is Beside.ItsArrival ? record.ArrivedAt : record.ArrivedAt.AddMilliseconds(1);
        // The others of its call may have arrived at the same time, or a little before or after it.
        return await WalkAsync(
            system,
            of,
            from,
            other => other.Sequence == record.Sequence || !system.IsOfOneCall(other, record),
            token
        );
    }

    private async Task<string> WalkAsync(
        StreamSystem system,
        ShardId shard,
        DateTimeOffset from,
        Func<StreamRecord, bool> counts,
        CancellationToken token
    )
    {
        var (records, ended) = await ShardWalk.ToTipAsync(
            system,
            shard,
            new ShardStart.AtTimestamp(from),
            Limit,
            token
        );
        var wanted = records.Where(record => record.ArrivedAt >= from && counts(record));
        return $"{string.Join(", ", wanted.Select(system.Name))}; {(ended ? "the end" : "the tip")}";
    }
}

internal enum Beside
{
    ItsArrival,
    JustAfter,
    LongBefore,
    InFuture,
}
