using System.Text.Json;
using EventRecovery.Engine;
using EventRecovery.Objects;
using EventRecovery.Replay;
using EventRecovery.Replay.Checkpoints;
using EventRecovery.Streams;

namespace EventRecovery.Versions;

/// <summary>
/// Keeps the results of one shard as objects of a fixed number of events, counted from the beginning of the window. So however often
/// the work is killed and taken up, the objects are the same. What is not yet a whole object is kept as a draft beside each checkpoint,
/// under that checkpoint's position: whoever takes up the shard there finds exactly what came before. Only where records have expired
/// meanwhile would they not be the same, and there they have other names: see <see cref="ResultBranch"/>.
/// </summary>
internal sealed class ShardResults : IFinishedEvents
{
    private readonly IObjectStore objects;
    private readonly RunId run;
    private readonly ShardId shard;
    private readonly int eventsPerObject;
    private readonly Queue<(RecordPosition Position, RecoveredEvent? Recovered)> pending = new();
    private readonly List<byte[]> open = [];
    private ShardTally tally;
    private long openBytes;
    private RecordPosition? committed;
    private RecordPosition? saved;

    private ShardResults(IObjectStore objects, RunId run, ShardId shard, ShardTally tally, int eventsPerObject)
    {
        (this.objects, this.run, this.shard, this.tally) = (objects, run, shard, tally);
        this.eventsPerObject = eventsPerObject;
    }

    /// <summary>Takes up a shard where its checkpoint is.</summary>
    public static async Task<ShardResults> OpenAsync(
        IObjectStore objects,
        RunId run,
        ShardId shard,
        ShardPosition position,
        int eventsPerObject,
        CancellationToken cancellationToken
    )
    {
        if (position is not ShardPosition.After { Last: var last })
        {
            return new ShardResults(objects, run, shard, new ShardTally(shard.Value), eventsPerObject);
        }

        var key = ResultKeys.Draft(run, shard, last);
        if (await objects.GetAsync(key, cancellationToken) is not { } draft)
        {
            // Begun by a version that kept no results, or the draft was deleted: the events go on, the results are not whole.
            var lost = new ShardTally(shard.Value, IsWhole: false);
            return new ShardResults(objects, run, shard, lost, eventsPerObject);
        }

        var (before, lines) = ReadDraft(key, draft);
        var results = new ShardResults(objects, run, shard, before, eventsPerObject) { committed = last, saved = last };
        foreach (var line in lines)
        {
            results.Hold([.. line.Span, (byte)'\n']);
        }

        return results;
    }

    private static (ShardTally Before, IEnumerable<ReadOnlyMemory<byte>> Open) ReadDraft(string key, byte[] draft)
    {
        try
        {
            var lines = ResultObject.Lines(ResultObject.Unpack(draft)).ToList();
            return
                lines is [var head, .. var open]
                && JsonSerializer.Deserialize(head.Span, ResultJson.Default.ShardTally) is { } before
                ? (before, open)
                : throw new ResultsDamagedException($"The object {key} is empty.");
        }
        catch (Exception damage) when (damage is InvalidDataException or JsonException)
        {
            throw new ResultsDamagedException($"The object {key} is damaged: {damage.Message}", damage);
        }
    }

    /// <summary>Goes on behind a gap: see <see cref="ResultBranch"/>.</summary>
    public void Branch(long fence)
    {
        if (tally.Branches is not [.., { Fence: var last }] || last != fence)
        {
            var branch = new ResultBranch(tally.Events - open.Count, fence);
            tally = tally with { Branches = [.. tally.Branches ?? [], branch] };
        }
    }

    public void Add(RecordPosition position, RecoveredEvent? recovered) => pending.Enqueue((position, recovered));

    /// <summary>Everything up to a position is finished, and will not come again. Writes the objects that are whole by that.</summary>
    public async Task CommitAsync(RecordPosition position, CancellationToken cancellationToken)
    {
        while (pending.TryPeek(out var next) && IsUpTo(next.Position, position))
        {
            if (open.Count == eventsPerObject || openBytes >= ResultObject.FullBytes)
            {
                await SealAsync(cancellationToken);
            }

            Count(pending.Dequeue().Recovered);
        }

        committed = position;
    }

    /// <summary>Before each checkpoint: what a successor needs that takes up the shard there.</summary>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        if (committed is not { } position || saved == position)
        {
            return;
        }

        var head = JsonSerializer.SerializeToUtf8Bytes(tally, ResultJson.Default.ShardTally);
        var draft = ResultObject.Pack([head, "\n"u8.ToArray(), .. open]);
        await objects.PutAsync(ResultKeys.Draft(run, shard, position), draft, cancellationToken);
        saved = position;
    }

    /// <summary>Nothing more comes: writes the last object, and what all of them come to.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        if (open.Count > 0)
        {
            await SealAsync(cancellationToken);
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(tally, ResultJson.Default.ShardTally);
        await objects.PutAsync(ResultKeys.Shard(run, shard), json, cancellationToken);
    }

    private void Count(RecoveredEvent? recovered)
    {
        if (recovered is null)
        {
            tally = tally with { Parked = tally.Parked + 1 };
            return;
        }

        var line = ResultLine.Write(recovered);
        Hold(line);
        tally = tally with
        {
            Events = tally.Events + 1,
            Bytes = tally.Bytes + line.Length,
            TotalHash = (
                ResultSum.Parse(tally.TotalHash) + ResultSum.Of(recovered.Id, recovered.ResultHash)
            ).ToString(),
        };
    }

    private void Hold(byte[] line)
    {
        open.Add(line);
        openBytes += line.Length;
    }

    private async Task SealAsync(CancellationToken cancellationToken)
    {
        var first = tally.Events - open.Count;
        var key = ResultKeys.Object(run, shard, first, tally.BranchAt(first));
        await objects.PutAsync(key, ResultObject.Pack(open), cancellationToken);
        tally = tally with { Objects = tally.Objects + 1, ContentHash = ShardTally.Link(tally.ContentHash, open) };
        open.Clear();
        openBytes = 0;
    }

    // A position without sub-sequence is a whole record, so everything of it.
    internal static bool IsUpTo(RecordPosition one, RecordPosition last) =>
        last.SubSequence is null ? one.Sequence.CompareTo(last.Sequence) <= 0 : one.CompareTo(last) <= 0;
}
