using EventRecovery.Claims;
using EventRecovery.Events;
using EventRecovery.Replay;
using EventRecovery.Testing.Kpl;
using static EventRecovery.Replay.SomeShards;

namespace EventRecovery.Versions;

public class ResultsOfAggregateTests
{
    private const string Key = "key-1";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_shard_that_ends_in_an_aggregate_which_took_two_invocations_lacks_none_of_it()
    {
        var world = new ReplayWorld().Put(40, TimeSpan.FromSeconds(60));
        var aggregate = new KplAggregator();
        foreach (var id in (string[])["a", "b", "c"])
        {
            aggregate.Add(Key, $$"""{"id":"{{id}}","timestamp":"{{world.Time.GetUtcNow():O}}","original_value":1}""");
        }

        world.Kinesis.Put(ReplayWorld.Source, Key, aggregate.ToRecord());
        world.At(Noon);
        await ClaimAsync(world, "b");

        (await world.Start("a").ReplayAsync(time: TimeSpan.FromSeconds(30))).State.ShouldBe(RunState.Continues);
        await world.LaterAsync(TimeSpan.FromMinutes(17));
        (await world.Start("b").ResumeAsync()).State.ShouldBe(RunState.Complete);

        var reader = new ResultReader(world.Objects);
        var manifest = (await reader.FindAsync(new RunId("pricing-bug"), Cancelled)).ShouldNotBeNull();
        var ids = new List<string>();
        await foreach (var line in reader.LinesAsync(manifest, Cancelled))
        {
            ids.Add(line.Id.Value);
        }

        ids.ShouldBe([.. world.Expected(), "a", "b", "c"]);
    }

    /// <summary>Somebody else holds the event, as of now.</summary>
    private static async Task ClaimAsync(ReplayWorld world, string id)
    {
        var log = world.Layout.Locate("rate-adjustment/1", new OrderKey(Key), Eight.AddMinutes(10));
        var page = new ClaimPage(
            1,
            new Writer(Lineage.Run("other"), ReplayWorld.Source, Id(0)),
            world.Time.GetUtcNow(),
            PageToken.FromBytes("0123456789abcdef"u8),
            [new ClaimEntry(EventDigest.Of(new EventId(id)), default)]
        );
        await world.Claims.AppendAsync(log, page, Cancelled);
    }
}
