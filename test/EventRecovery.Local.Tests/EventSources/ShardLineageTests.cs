using EventRecovery.Local.EventSources;
using EventRecovery.Streams;

namespace EventRecovery.Local.Tests.EventSources;

public sealed class ShardLineageTests
{
    private static readonly ShardDescription[] SplitThenMerged =
    [
        Shard("0"),
        Shard("1", "0"),
        Shard("2", "0"),
        Shard("3", "1", "2"),
        Shard("4"),
    ];

    [Theory]
    [InlineData("", "", "0 4")]
    [InlineData("0 4", "", "")]
    [InlineData("0 4", "0", "1 2")]
    [InlineData("0 1 2 4", "0 1", "")]
    [InlineData("0 1 2 4", "0 1 2", "3")]
    [InlineData("0 1 2 3 4", "0 1 2", "")]
    public void A_shard_starts_once_all_its_parents_are_finished(string started, string finished, string ready) =>
        Ready(SplitThenMerged, started, finished).ShouldBe(ready);

    [Fact]
    public void A_parent_that_has_expired_holds_nothing_up() =>
        Ready([Shard("1", "0"), Shard("2", "0")], "", "").ShouldBe("1 2");

    private static string Ready(ShardDescription[] listing, string started, string finished) =>
        string.Join(' ', ShardLineage.Ready(listing, Ids(started), Ids(finished)).Select(shard => shard.Id));

    private static ShardId[] Ids(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => new ShardId(id))];

    private static ShardDescription Shard(string id, string? parent = null, string? adjacent = null) =>
        new(
            new ShardId(id),
            parent is null ? null : new ShardId(parent),
            adjacent is null ? null : new ShardId(adjacent),
            HashKeyRange.All,
            new SequenceNumber("1"),
            null
        );
}
