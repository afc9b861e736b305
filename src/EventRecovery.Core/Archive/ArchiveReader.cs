using System.Collections.Concurrent;
using System.Globalization;
using EventRecovery.Events;
using EventRecovery.Objects;
using EventRecovery.Replay;
using EventRecovery.Streams;

namespace EventRecovery.Archive;

/// <summary>Where an archive is and what of it is wanted.</summary>
/// <param name="Window">By arrival, half-open.</param>
public sealed record ArchivePlace(IObjectStore Store, string Prefix, ReplayWindow Window)
{
    /// <summary>When what is wanted of the window arrived; null when all of it is. Hours that cannot hold any of it are not read.</summary>
    public IReadOnlyList<ReplayWindow>? Stretches { get; init; }

    /// <summary>
    /// Whether records of an hour are wanted. An archive of payloads tells arrival to an hour or so, and the reader puts them into the
    /// hour before or after.
    /// </summary>
    public bool Wants(long hour)
    {
        var near = new ReplayWindow(ArchiveLayout.StartOf(hour - 1), ArchiveLayout.StartOf(hour + 2));
        return Stretches is null || Stretches.Any(stretch => !stretch.Overlap(near).IsEmpty);
    }
}

/// <summary>
/// Reads an archive as if it were a stream of a few closed shards, each with a part of the keys, so that whatever replays a stream
/// replays an archive: page by page, with the same checkpoints and the same claims. An hour of one shard is held in memory, put in
/// order: as the stream had it where the archive tells sequence numbers, by the events' own time where it does not.
/// </summary>
/// <param name="format">Where events keep their time and order key, for archives of payloads alone.</param>
/// <param name="keysMatter">False when copies of an event meet whatever their keys: payloads alone do not tell partition keys.</param>
public sealed class ArchiveReader(ArchivePlace place, EventFormat format, bool keysMatter)
{
    /// <summary>A shard of a stream can have two parents, and these are the parents of those that go on where the archive ends.</summary>
    private const int ShardCount = 2;

    private const int PageBytes = 5_000_000;

    private static readonly TimeSpan Behind = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<int, ArchiveSlice> slices = new();

    /// <summary>In the order of their keys.</summary>
    public static IReadOnlyList<ShardDescription> Shards { get; } =
    [.. Enumerable.Range(0, ShardCount).Select(Describe)];

    public static bool Has(ShardId shard) => shard.Value.StartsWith("archive-", StringComparison.Ordinal);

    public static bool Has(ShardIterator iterator) => iterator.Value.StartsWith("archive:", StringComparison.Ordinal);

    private long FirstHour => ArchiveLayout.HourOf(place.Window.From) - 1;

    private long LastHour => ArchiveLayout.HourOf(place.Window.To.AddTicks(-1));

    public async Task<ShardIterator> OpenAsync(ShardId shard, ShardStart start, CancellationToken cancellationToken)
    {
        var number = NumberOf(shard);
        return start switch
        {
            ShardStart.AfterSequence { Sequence: var after } => await AtAsync(
                number,
                after,
                past: true,
                cancellationToken
            ),
            ShardStart.AtSequence { Sequence: var at } => await AtAsync(number, at, past: false, cancellationToken),
            _ => Iterator(number, NextHour(FirstHour), 0),
        };
    }

    public async Task<ShardPage> ReadAsync(ShardIterator iterator, int limit, CancellationToken cancellationToken)
    {
        var parts = iterator.Value.Split(':');
        var (number, hour) = (int.Parse(parts[1], CultureInfo.InvariantCulture), Number(parts[2]));
        var offset = (int)Number(parts[3]);
        if (hour > LastHour)
        {
            return new ShardPage([], null, Behind);
        }

        var slice = await SliceAsync(number, hour, cancellationToken);
        var page = new List<StreamRecord>();
        for (var bytes = 0L; offset < slice.Records.Count && page.Count < limit && bytes < PageBytes; offset++)
        {
            bytes += slice.Records[offset].Data.Length;
            page.Add(slice.Records[offset]);
        }

        var next =
            offset < slice.Records.Count ? Iterator(number, hour, offset)
            : NextHour(hour + 1) is var later && later <= LastHour ? Iterator(number, later, 0)
            : (ShardIterator?)null;
        return new ShardPage(page, next, Behind);
    }

    // From this hour on, the first that is wanted; behind the last one when none is.
    private long NextHour(long hour)
    {
        while (hour <= LastHour && !place.Wants(hour))
        {
            hour++;
        }

        return hour;
    }

    private async Task<ShardIterator> AtAsync(
        int number,
        SequenceNumber at,
        bool past,
        CancellationToken cancellationToken
    )
    {
        var hour = ArchiveLayout.HourIn(at.Value);
        var slice = await SliceAsync(number, hour, cancellationToken);
        var offset = slice.Records.TakeWhile(record => past ? record.Sequence <= at : record.Sequence < at).Count();
        return Iterator(number, hour, offset);
    }

    // Somebody may ask for an earlier hour again, after a crash; the last one is enough to go on with.
    private async Task<ArchiveSlice> SliceAsync(int number, long hour, CancellationToken cancellationToken)
    {
        if (slices.TryGetValue(number, out var known) && known.Hour == hour)
        {
            return known;
        }

        var keys = Shards[number].HashKeys;
        return slices[number] = await ArchiveSlice.ReadAsync(place, hour, keys, format, keysMatter, cancellationToken);
    }

    private static ShardDescription Describe(int number)
    {
        var width = (UInt128.MaxValue / ShardCount) + 1;
        var start = width * (UInt128)number;
        var keys = new HashKeyRange(start, number == ShardCount - 1 ? UInt128.MaxValue : start + width - 1);
        var id = new ShardId(string.Create(CultureInfo.InvariantCulture, $"archive-{number:D12}"));
        return new ShardDescription(
            id,
            null,
            null,
            keys,
            new SequenceNumber("0"),
            new SequenceNumber(new string('9', ArchiveSlice.SequenceDigits))
        );
    }

    private static int NumberOf(ShardId shard) => (int)Number(shard.Value["archive-".Length..]);

    private static long Number(string digits) => long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private static ShardIterator Iterator(int number, long hour, int offset) =>
        new(string.Create(CultureInfo.InvariantCulture, $"archive:{number}:{hour}:{offset}"));
}
