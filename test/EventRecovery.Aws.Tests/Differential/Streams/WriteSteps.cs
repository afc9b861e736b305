using System.Globalization;

namespace EventRecovery.Aws.Tests.Differential.Streams;

/// <summary>PutRecords with some records of one size, whose keys follow each other.</summary>
internal sealed record Put(int FirstKey, int Records, int Size) : Step<StreamSystem>
{
    private const int Keys = 8;

    public override async Task<object?> AskAsync(StreamSystem system, CancellationToken token)
    {
        var keys = Enumerable
            .Range(FirstKey, Records)
            .Select(number => string.Create(CultureInfo.InvariantCulture, $"k{number % Keys}"));
        var outcomes = await system.PutAsync([.. keys], Size, token);
        return outcomes.GroupBy(outcome => outcome).Select(group => $"{group.Count()} × {group.Key}");
    }
}

/// <summary>PutRecords with one record of an unusual key.</summary>
internal sealed record PutOddly(OddKey Key) : Step<StreamSystem>
{
    public override async Task<object?> AskAsync(StreamSystem system, CancellationToken token)
    {
        var key = Key switch
        {
            OddKey.Empty => "",
            OddKey.Longest => new string('k', 256),
            OddKey.TooLong => new string('k', 257),
            OddKey.LongestOfWideCharacters => new string('é', 256),
            _ => "é \"key\" \n 😀",
        };
        return await system.PutAsync([key], size: 4, token);
    }
}

internal enum OddKey
{
    Empty,
    Longest,
    TooLong,
    LongestOfWideCharacters,
    Unusual,
}

internal sealed record Split(int Shard, SplitAt At) : Step<StreamSystem>
{
    public override async Task<object?> AskAsync(StreamSystem system, CancellationToken token)
    {
        var shard = StreamSystem.ShardNumber(Shard);
        var range = (await system.Reader.ListShardsAsync(system.Stream, token))
            .FirstOrDefault(one => one.Id == shard)
            ?.HashKeys;
        var (start, end) = (range?.Start ?? 0, range?.End ?? 1000);
        await system.SplitAsync(
            shard,
            At switch
            {
                SplitAt.Start => start,
                SplitAt.JustAboveStart => start + 1,
                SplitAt.End => end,
                SplitAt.JustAboveEnd => end == UInt128.MaxValue ? 0 : end + 1,
                _ => start + ((end - start) / 2) + 1,
            },
            token
        );
        return "split";
    }
}

internal enum SplitAt
{
    Middle,
    Start,
    JustAboveStart,
    End,
    JustAboveEnd,
}

internal sealed record Merge(int Shard, int Other) : Step<StreamSystem>
{
    public override async Task<object?> AskAsync(StreamSystem system, CancellationToken token)
    {
        await system.MergeAsync(StreamSystem.ShardNumber(Shard), StreamSystem.ShardNumber(Other), token);
        return "merged";
    }
}

/// <summary>Deletes the stream and creates one of the same name.</summary>
internal sealed record CreateAgain(int Shards) : Step<StreamSystem>
{
    public override async Task<object?> AskAsync(StreamSystem system, CancellationToken token)
    {
        await system.DeleteAsync(token);
        await system.CreateAsync(Shards, token);
        return "created again";
    }
}
