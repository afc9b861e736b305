using EventRecovery.Claims;
using EventRecovery.Engine;
using EventRecovery.Streams;

namespace EventRecovery.Testing.Engine;

/// <summary>What every store of high-water marks must do.</summary>
public abstract class HighWaterMarksContract
{
    private static readonly DateTimeOffset Eight = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    protected abstract IHighWaterMarks Marks { get; }

    private static Lineage Consumer => Lineage.Consumer(TestContext.Current.Test!.UniqueID);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_consumer_that_never_noted_anything_has_none() =>
        (await Marks.ListAsync(Consumer, Cancelled)).ShouldBeEmpty();

    [Fact]
    public async Task The_latest_note_of_each_shard_is_listed()
    {
        await Marks.NoteAsync(Consumer, Mark("shardId-000000000000", "1"), Cancelled);
        await Marks.NoteAsync(Consumer, Mark("shardId-000000000001", "2"), Cancelled);
        await Marks.NoteAsync(Consumer, Mark("shardId-000000000000", "3"), Cancelled);
        await Marks.NoteAsync(Lineage.Consumer("another"), Mark("shardId-000000000000", "4"), Cancelled);

        (await Marks.ListAsync(Consumer, Cancelled)).ShouldBe(
            [Mark("shardId-000000000000", "3"), Mark("shardId-000000000001", "2")],
            ignoreOrder: true
        );
    }

    private static HighWaterMark Mark(string shard, string sequence) =>
        new(
            new StreamName("error_events"),
            new ShardId(shard),
            new SequenceNumber(sequence),
            Eight,
            Eight.AddMilliseconds(1)
        );
}
