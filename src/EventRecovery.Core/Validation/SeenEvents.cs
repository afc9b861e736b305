using System.Text;
using EventRecovery.Claims;
using EventRecovery.Objects;
using EventRecovery.Replay;
using EventRecovery.Streams;
using EventRecovery.Versions;

namespace EventRecovery.Validation;

/// <summary>
/// The events that a trial has looked at in one shard, so that a copy of one is not counted again. At each checkpoint what is new is kept
/// under the checkpoint's position, with the position of the piece before: whoever takes the shard up there follows them to the beginning.
/// </summary>
internal sealed class SeenEvents(IObjectStore objects, RunId run, ShardId shard)
{
    private readonly Dictionary<EventDigest, SeenEvent> seen = [];
    private readonly List<SeenEvent> unsaved = [];
    private string before = "";

    /// <summary>Null when a piece is gone.</summary>
    public static async Task<SeenEvents?> OpenAsync(
        IObjectStore objects,
        RunId run,
        ShardId shard,
        RecordPosition position,
        CancellationToken cancellationToken
    )
    {
        var events = new SeenEvents(objects, run, shard) { before = ResultKeys.SeenDraft(run, shard, position) };
        for (var key = events.before; key.Length > 0; )
        {
            if (await objects.GetAsync(key, cancellationToken) is not { } piece)
            {
                return null;
            }

            var head = Array.IndexOf(piece, (byte)'\n');
            key = Encoding.UTF8.GetString(piece, 0, head);
            foreach (var one in SeenEvent.Read(piece.AsMemory(head + 1)))
            {
                events.seen[one.Id] = one;
            }
        }

        return events;
    }

    public Sight See(JudgedEvent judged)
    {
        var one = SeenEvent.Of(judged);
        if (seen.TryGetValue(one.Id, out var known))
        {
            return known.Content == one.Content ? Sight.Copy : Sight.Conflict;
        }

        seen.Add(one.Id, one);
        unsaved.Add(one);
        return Sight.First;
    }

    public async Task SaveAsync(RecordPosition position, CancellationToken cancellationToken)
    {
        var key = ResultKeys.SeenDraft(run, shard, position);
        byte[] piece = [.. Encoding.UTF8.GetBytes(before), (byte)'\n', .. SeenEvent.Write(unsaved)];
        await objects.PutAsync(key, piece, cancellationToken);
        before = key;
        unsaved.Clear();
    }

    /// <summary>Nothing more comes: writes all of them, in an order that is the same for every repeat.</summary>
    public Task FinishAsync(CancellationToken cancellationToken) =>
        objects.PutAsync(
            ResultKeys.Seen(run, shard),
            SeenEvent.Write([.. seen.Values.OrderBy(one => one.Id)]),
            cancellationToken
        );
}
