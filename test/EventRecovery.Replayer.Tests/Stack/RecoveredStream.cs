using System.Text.Json;
using Amazon.Kinesis;
using EventRecovery.Aws.Kinesis;
using EventRecovery.Streams;

namespace EventRecovery.Replayer.Tests.Stack;

/// <summary>What was published, in the order of each shard.</summary>
internal sealed record RecoveredStream(IReadOnlyList<RecoveredEvent> Events)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>First copies, each as its key and its bytes; equal for two runs that recovered the same in the same order.</summary>
    public IReadOnlyList<string> OrderedByKey =>
        [
            .. Events
                .DistinctBy(one => one.Id)
                .GroupBy(one => one.Key)
                .OrderBy(key => key.Key, StringComparer.Ordinal)
                .SelectMany(key => key.Select(one => $"{one.Key} {one.Json}")),
        ];

    /// <summary>How many events were published again.</summary>
    public int Copies => Events.Count - Events.DistinctBy(one => one.Id).Count();

    public static async Task<RecoveredStream> ReadAsync(IAmazonKinesis kinesis, StreamName name)
    {
        var reader = new KinesisShardReader(kinesis);
        var events = new List<RecoveredEvent>();
        foreach (var shard in await reader.ListShardsAsync(name, Token))
        {
            var iterator = await reader.OpenAsync(name, shard.Id, new ShardStart.TrimHorizon(), Token);
            while (true)
            {
                var page = await reader.ReadAsync(iterator, 10_000, Token);
                events.AddRange(page.Records.Select(RecoveredEvent.Of));
                if (page.Next is not { } next || page.BehindLatest <= TimeSpan.Zero)
                {
                    break;
                }

                iterator = next;
            }
        }

        return new RecoveredStream(events);
    }

    /// <summary>Every event is there, copies are identical, and the first ones of each key are in order.</summary>
    public void ShouldBeAllOf(SourceStream source)
    {
        Events.Select(one => one.Id).Distinct().Order().ShouldBe(source.Ids.Order());
        foreach (var key in Events.DistinctBy(one => one.Id).GroupBy(one => SourceStream.KeyOf(one.Id)))
        {
            key.Select(one => one.Id).ShouldBe(key.Select(one => one.Id).Order(), $"{key.Key} is in order");
        }

        Events.GroupBy(one => one.Id).ShouldAllBe(copies => copies.Distinct().Count() == 1);
    }
}

internal sealed record RecoveredEvent(string Id, string Key, string Json)
{
    public static RecoveredEvent Of(StreamRecord record)
    {
        using var json = JsonDocument.Parse(record.Data);
        return new RecoveredEvent(
            json.RootElement.GetProperty("id").GetString()!,
            record.PartitionKey,
            json.RootElement.GetRawText()
        );
    }
}
