using System.Globalization;
using EventRecovery.Archive;
using EventRecovery.Streams;

namespace EventRecovery.Replay.Inputs;

/// <summary>
/// Reads of each shard only the stretches that hold findings, and of a shard without any nothing: it says that the shard ends where
/// the last stretch does, so that its children are read in turn. An archive is left as it is: its shards are not in order of arrival,
/// and it reads no more than the hours of the findings by itself.
/// </summary>
public sealed class SelectiveReader(IShardReader inner, FindingSelection selection) : IShardReader
{
    /// <summary>Arrival times are not in order to the millisecond.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);

    private const char Mark = '|';

    public Task<StreamDescription> DescribeAsync(StreamName stream, CancellationToken cancellationToken) =>
        inner.DescribeAsync(stream, cancellationToken);

    public Task<IReadOnlyList<ShardDescription>> ListShardsAsync(
        StreamName stream,
        CancellationToken cancellationToken
    ) => inner.ListShardsAsync(stream, cancellationToken);

    public async Task<ShardIterator> OpenAsync(
        StreamName stream,
        ShardId shard,
        ShardStart start,
        CancellationToken cancellationToken
    )
    {
        if (selection.IsAnywhere || ArchiveReader.Has(shard))
        {
            return await inner.OpenAsync(stream, shard, start, cancellationToken);
        }

        if (selection.StretchesOf(shard) is not [var first, ..])
        {
            return new ShardIterator($"{Mark}");
        }

        var opening = start is ShardStart.AtSequence or ShardStart.AfterSequence ? start : Early(first);
        var opened = await inner.OpenAsync(stream, shard, opening, cancellationToken);
        return Iterator(stream, shard, 0, opened);
    }

    public async Task<ShardPage> ReadAsync(ShardIterator iterator, int limit, CancellationToken cancellationToken)
    {
        if (selection.IsAnywhere || ArchiveReader.Has(iterator))
        {
            return await inner.ReadAsync(iterator, limit, cancellationToken);
        }

        if (iterator.Value.Length == 1)
        {
            return new ShardPage([], null, TimeSpan.Zero);
        }

        var parts = iterator.Value.Split(Mark, 5);
        var (stream, shard) = (new StreamName(parts[1]), new ShardId(parts[2]));
        var number = int.Parse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture);
        var page = await inner.ReadAsync(new ShardIterator(parts[4]), limit, cancellationToken);
        var stretches = selection.StretchesOf(shard);
        var wanted = page.Records.Where(record => stretches.Any(stretch => IsIn(stretch, record))).ToList();
        var next = await NextAsync(stream, shard, stretches, number, page, cancellationToken);
        return page with { Records = wanted, Next = next };
    }

    private async Task<ShardIterator?> NextAsync(
        StreamName stream,
        ShardId shard,
        IReadOnlyList<ReplayWindow> stretches,
        int number,
        ShardPage page,
        CancellationToken cancellationToken
    )
    {
        if (page.Next is not { } next)
        {
            return null;
        }

        var reached = page.Records is [.., var last] ? last.ArrivedAt : DateTimeOffset.MinValue;
        var before = number;
        while (number < stretches.Count && reached > stretches[number].To + Slack)
        {
            number++;
        }

        if (number == stretches.Count)
        {
            return null;
        }

        var jump = number > before && reached < stretches[number].From - Slack;
        return Iterator(
            stream,
            shard,
            number,
            jump ? await inner.OpenAsync(stream, shard, Early(stretches[number]), cancellationToken) : next
        );
    }

    private static bool IsIn(ReplayWindow stretch, StreamRecord record) =>
        stretch.From - Slack <= record.ArrivedAt && record.ArrivedAt < stretch.To + Slack;

    private static ShardStart.AtTimestamp Early(ReplayWindow stretch) => new(stretch.From - Slack);

    private static ShardIterator Iterator(StreamName stream, ShardId shard, int stretch, ShardIterator inner) =>
        new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Mark}{stream}{Mark}{shard}{Mark}{stretch}{Mark}{inner.Value}"
            )
        );
}
