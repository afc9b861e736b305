using System.Text;
using Amazon.Kinesis.Model;
using EventRecovery.Aws.DynamoDb;
using EventRecovery.Aws.Kinesis;
using EventRecovery.Publishing;
using EventRecovery.Replay;
using EventRecovery.Streams;
using EventRecovery.Testing.Faults;
using EventRecovery.Testing.Objects;
using EventRecovery.Testing.Streams;
using EventRecovery.Testing.Time;
using EventRecovery.Testing.Versions;
using EventRecovery.Versions;

namespace EventRecovery.Aws.Tests;

/// <summary>Publish, publish again, roll back, roll back the rollback: on the emulators, killed between any two writes.</summary>
public sealed class VersionTests(Cloud cloud)
{
    private readonly InMemoryObjectStore objects = new();
    private readonly VersionScope scope = new(
        new StreamName(TestContext.Current.Test!.UniqueID[..32]),
        new ReplayWindow(SomeResults.From, SomeResults.To)
    );

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_between_any_two_writes_the_stream_and_the_active_version_agree_in_the_end()
    {
        var recovered = new StreamName($"recovered-{TestContext.Current.Test!.UniqueID[..16]}");
        await CreateAsync(recovered);
        var results = new SomeResults(objects);
        await results.PutAsync("first", number => number * 1.1m);
        await results.PutAsync("second", number => number * 1.2m, "rate-adjustment/2");
        var store = new DynamoVersionStore(cloud.Table());
        var history = VersionHistory.Of(scope).With(new RunId("first"), SomeResults.To);
        await store.SaveAsync(history.With(new RunId("second"), SomeResults.To), Cancelled);

        await UntilDoneAsync(recovered, publisher => RollBackAsync(publisher, "second"));
        await ShouldAgreeAsync(recovered, "first@3");

        await UntilDoneAsync(recovered, publisher => RollBackAsync(publisher, "first@3"));
        await ShouldAgreeAsync(recovered, "second@4");
    }

    private async Task CreateAsync(StreamName stream)
    {
        await cloud.Clients.Kinesis.CreateStreamAsync(
            new CreateStreamRequest { StreamName = stream.Value, ShardCount = 2 },
            Cancelled
        );
        var reader = new KinesisShardReader(cloud.Clients.Kinesis);
        while ((await reader.DescribeAsync(stream, Cancelled)).OpenShards < 2)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancelled);
        }
    }

    private Task<VersionHistory> RollBackAsync(VersionPublisher publisher, string version) =>
        publisher.RollBackAsync(scope, VersionName.Parse(version), (_, _) => { }, Cancelled);

    /// <summary>A process dies before its first write, the next after it, the next before its second, and so on, until one comes through.</summary>
    private async Task UntilDoneAsync(StreamName recovered, Func<VersionPublisher, Task> work)
    {
        for (var kills = 0; ; kills++)
        {
            var moment = kills % 2 == 0 ? Moment.Before : Moment.After;
            var faults = new ScriptedFaults()
                .Crash(Operation.SaveVersions, moment, (kills / 2) + 1)
                .Crash(Operation.PutRecords, moment, (kills / 2) + 1);
            try
            {
                await work(Publisher(recovered, faults));
                kills.ShouldBeGreaterThan(3);
                return;
            }
            catch (CrashedException)
            {
                kills.ShouldBeLessThan(60);
            }
        }
    }

    private VersionPublisher Publisher(StreamName recovered, IFaults faults) =>
        new(
            new FaultyVersionStore(new DynamoVersionStore(cloud.Table()), faults),
            objects,
            _ => new FaultyRecordWriter(new KinesisRecordWriter(cloud.Clients.Kinesis, recovered), faults),
            TimeProvider.System,
            new SeededEntropy(7)
        );

    private async Task ShouldAgreeAsync(StreamName recovered, string version)
    {
        var history = await new DynamoVersionStore(cloud.Table()).FindAsync(scope, Cancelled);
        history.Pending.ShouldBeNull();
        history.Active!.Name.ToString().ShouldBe(version);
        var last = new Dictionary<string, string>();
        var reader = new KinesisShardReader(cloud.Clients.Kinesis);
        foreach (var shard in await reader.ListShardsAsync(recovered, Cancelled))
        {
            ShardIterator? next = await reader.OpenAsync(recovered, shard.Id, new ShardStart.TrimHorizon(), Cancelled);
            while (next is { } iterator)
            {
                var page = await reader.ReadAsync(iterator, 1_000, Cancelled);
                foreach (var line in page.Records.Select(record => Encoding.UTF8.GetString(record.Data.Span)))
                {
                    last[line[..line.IndexOf(',', StringComparison.Ordinal)]] = line;
                }

                next = page.Records.Count == 0 ? null : page.Next;
            }
        }

        last.Count.ShouldBe(20);
        last.Values.ShouldAllBe(line => line.Contains($"\"run\":\"{version}\"", StringComparison.Ordinal));
    }
}
