using EventRecovery.Streams;
using EventRecovery.Testing.Claims;

namespace EventRecovery.Claims;

public sealed class InMemoryClaimStoreTests : ClaimStoreContract
{
    private readonly InMemoryClaimStore store = new();

    protected override IClaimStore Store => store;

    [Fact]
    public async Task A_damaged_page_is_named_and_not_taken_for_absent()
    {
        var log = new ClaimLogId("rate-adjustment/1", 0, 1, DateTimeOffset.UnixEpoch);
        var writer = new Writer(Lineage.Run("r"), new StreamName("s"), new ShardId("shardId-000000000000"));
        var entry = new ClaimEntry(new EventDigest(1), new SourceDigest(2));
        var page = new ClaimPage(1, writer, DateTimeOffset.UnixEpoch, Token: UInt128.One, [entry]);
        await store.AppendAsync(log, page, TestContext.Current.CancellationToken);

        store.Damage(log, page: 1);

        var damage = await Should.ThrowAsync<ClaimPageDamagedException>(() =>
            store.ReadAsync(log, fromPage: 1, TestContext.Current.CancellationToken)
        );
        (damage.Log, damage.Page).ShouldBe((log, 1));
    }
}

public sealed class InMemoryClaimLayoutsTests : ClaimLayoutsContract
{
    protected override IClaimLayouts Layouts { get; } = new InMemoryClaimLayouts();
}
