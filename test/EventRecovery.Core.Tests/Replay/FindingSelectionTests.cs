using System.Text;
using EventRecovery.Replay.Inputs;
using EventRecovery.Streams;

namespace EventRecovery.Replay;

public class FindingSelectionTests
{
    [Fact]
    public async Task A_finding_that_arrived_in_the_last_second_there_is_has_a_stretch_that_ends_with_it()
    {
        var json =
            """{"id":"a","verdict":"missing","stream":"s","shard":"shardId-0","arrivedAt":"9999-12-31T23:59:59Z"}""";

        var selection = await FindingSelection.ReadAsync(
            "findings.jsonl",
            new MemoryStream(Encoding.UTF8.GetBytes(json)),
            new StreamName("s"),
            TestContext.Current.CancellationToken
        );

        selection.Stretches().ShouldHaveSingleItem().To.ShouldBe(DateTimeOffset.MaxValue);
    }
}
