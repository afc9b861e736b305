using EventRecovery.Claims;
using EventRecovery.Streams;
using EventRecovery.Testing.Engine;
using Microsoft.Extensions.Time.Testing;

namespace EventRecovery.Engine;

public sealed class HighWaterNotesTests
{
    private static readonly StreamName Stream = new("error_events");
    private static readonly ShardId Shard = new("shardId-000000000000");
    private static readonly ShardId Other = new("shardId-000000000001");
    private static readonly Lineage Consumer = Lineage.Consumer("reprocessor");

    private readonly FakeTimeProvider time = new();
    private readonly InMemoryHighWaterMarks marks = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_shard_is_noted_at_most_once_a_minute()
    {
        var notes = new HighWaterNotes(marks, Consumer, time);

        await notes.NoteAsync(Stream, Shard, Record("1"), Token);
        time.Advance(TimeSpan.FromSeconds(59));
        await notes.NoteAsync(Stream, Shard, Record("2"), Token);
        await notes.NoteAsync(Stream, Other, Record("3"), Token);
        (await SequencesAsync()).ShouldBe(["1", "3"], ignoreOrder: true);

        time.Advance(TimeSpan.FromSeconds(1));
        await notes.NoteAsync(Stream, Shard, Record("4"), Token);
        (await SequencesAsync()).ShouldBe(["4", "3"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_note_that_fails_is_in_nobodys_way()
    {
        var notes = new HighWaterNotes(new Unreachable(), Consumer, time);

        await Should.NotThrowAsync(() => notes.NoteAsync(Stream, Shard, Record("1"), Token));
    }

    private static StreamRecord Record(string sequence) =>
        new(new SequenceNumber(sequence), "k", DateTimeOffset.UnixEpoch, default);

    private async Task<IEnumerable<string>> SequencesAsync() =>
        (await marks.ListAsync(Consumer, Token)).Select(mark => mark.Sequence.Value);

    private sealed class Unreachable : IHighWaterMarks
    {
        public Task NoteAsync(Lineage consumer, HighWaterMark mark, CancellationToken cancellationToken) =>
            throw new TransientFailureException("no answer");

        public Task<IReadOnlyList<HighWaterMark>> ListAsync(Lineage consumer, CancellationToken cancellationToken) =>
            throw new TransientFailureException("no answer");
    }
}
