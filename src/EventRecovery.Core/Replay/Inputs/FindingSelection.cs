using EventRecovery.Audit;
using EventRecovery.Audit.Findings;
using EventRecovery.Claims;
using EventRecovery.Events;
using EventRecovery.Streams;

namespace EventRecovery.Replay.Inputs;

/// <summary>The events that a replay is only about, and where on the stream they are. 16 bytes an event, and immutable once read.</summary>
public sealed class FindingSelection
{
    /// <summary>Findings nearer to each other than this are read in one go: opening a shard anew costs more.</summary>
    private static readonly TimeSpan Together = TimeSpan.FromMinutes(2);

    private static readonly DateTimeOffset LastSecond = DateTimeOffset.MaxValue.AddSeconds(-1);

    private readonly HashSet<EventDigest> events = [];
    private readonly Dictionary<ShardId, SortedSet<DateTimeOffset>> arrivals = [];

    private FindingSelection() { }

    public int Count => events.Count;

    /// <summary>Some finding does not tell its shard and arrival, so all of the window has to be looked through.</summary>
    public bool IsAnywhere { get; private set; }

    public bool Includes(EventId id) => events.Contains(EventDigest.Of(id));

    /// <summary>When the findings of a shard arrived, a stretch each, in order; none when it holds none.</summary>
    public IReadOnlyList<ReplayWindow> StretchesOf(ShardId shard) =>
        Stretches(arrivals.GetValueOrDefault(shard) is { } of ? of : []);

    /// <summary>The same for all shards together.</summary>
    public IReadOnlyList<ReplayWindow> Stretches() => Stretches(arrivals.Values.SelectMany(of => of).Order());

    public IReadOnlyCollection<ShardId> Shards => arrivals.Keys;

    /// <param name="stream">What is found elsewhere is looked for in the whole window.</param>
    public static async Task<FindingSelection> ReadAsync(
        string place,
        Stream findings,
        StreamName stream,
        CancellationToken cancellationToken
    )
    {
        var selection = new FindingSelection();
        await foreach (var finding in FindingReader.ReadAsync(place, findings, cancellationToken))
        {
            if (finding.Verdict.IsRecoverable() && finding.Id.Length > 0)
            {
                selection.Add(finding, stream);
            }
        }

        return selection;
    }

    private void Add(Finding finding, StreamName stream)
    {
        events.Add(EventDigest.Of(new EventId(finding.Id)));
        if (finding is not { Shard: { } shard, ArrivedAt: { } arrived } || finding.Source != stream.Value)
        {
            IsAnywhere = true;
            return;
        }

        if (!arrivals.TryGetValue(shard, out var of))
        {
            arrivals.Add(shard, of = []);
        }

        // To the second: a stretch needs no more, and a shard has few of them.
        of.Add(new DateTimeOffset(arrived.UtcTicks - (arrived.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero));
    }

    private static List<ReplayWindow> Stretches(IEnumerable<DateTimeOffset> seconds)
    {
        var stretches = new List<ReplayWindow>();
        foreach (var second in seconds)
        {
            // Whoever wrote the findings may have written any time at all, the last second there is included.
            var end = second < LastSecond ? second.AddSeconds(1) : DateTimeOffset.MaxValue;
            if (stretches is [.., var last] && second - last.To <= Together)
            {
                stretches[^1] = last with { To = end };
            }
            else
            {
                stretches.Add(new ReplayWindow(second, end));
            }
        }

        return stretches;
    }
}
