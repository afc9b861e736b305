using System.Text;
using EventRecovery.Archive;
using EventRecovery.Audit.Reading;
using EventRecovery.Replay;
using EventRecovery.Streams;
using EventRecovery.Testing.Kpl;
using EventRecovery.Testing.Streams;
using EventRecovery.Testing.Time;

namespace EventRecovery.Audit;

/// <summary>An archive as a side of an audit: the envelopes of the archiver, and only the hours that matter.</summary>
public sealed class ArchiveSourceTests : IDisposable
{
    private static readonly StreamName Stream = new("event_stream");

    private readonly AuditWorld world = new();
    private readonly VirtualTime time = new(AuditWorld.From);
    private readonly InMemoryKinesis kinesis;

    public ArchiveSourceTests()
    {
        kinesis = new InMemoryKinesis(time);
        kinesis.CreateStream(Stream, 2);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task What_the_archive_expects_is_found_where_it_was_on_its_stream()
    {
        Produce(60);
        await ArchiveAsync("archive");
        await world.PutAsync("processed", Enumerable.Range(0, 60).Where(id => id != 7).Select(id => Event(id, id)));

        var report = await AuditAsync(Hours("archive"), world.Source("processed"));

        report.Counts[Verdict.Ok].ShouldBe(59);
        var finding = world.Findings.ShouldHaveSingleItem();
        var put = kinesis.Records(Stream).First(put => put.Record.PartitionKey == "k7");
        (
            finding.Id,
            finding.Verdict,
            finding.Source,
            finding.Shard,
            finding.Position,
            finding.ArrivedAt,
            finding.Key
        ).ShouldBe(
            (
                "e7",
                Verdict.Missing,
                Stream.Value,
                put.Shard,
                new RecordPosition(put.Record.Sequence),
                put.Record.ArrivedAt,
                "k7"
            )
        );
    }

    [Fact]
    public async Task What_was_archived_twice_was_processed_once()
    {
        Produce(30);
        await ArchiveAsync("expected");
        await ArchiveAsync("processed", deliveredAgain: 10);

        var report = await AuditAsync(Hours("expected"), Hours("processed"));

        world.Told.ShouldBe("");
        report.Counts[Verdict.Ok].ShouldBe(30);
    }

    [Fact]
    public async Task An_aggregate_is_all_of_its_events()
    {
        var aggregate = new KplAggregator();
        foreach (var id in Enumerable.Range(0, 5))
        {
            aggregate.Add("k", Event(id, 0));
        }

        kinesis.Put(Stream, "k", aggregate.ToRecord());
        await ArchiveAsync("archive");
        await world.PutAsync("processed", Enumerable.Range(0, 4).Select(id => Event(id, 0)));

        await AuditAsync(Hours("archive"), world.Source("processed"));

        world.Told.ShouldBe("e4 missing");
        world.Findings[0].Position!.Value.SubSequence.ShouldBe(4);
    }

    [Fact]
    public async Task Payloads_of_a_delivery_stream_are_read_beside_envelopes()
    {
        Produce(10);
        await ArchiveAsync("archive");
        await world.PutAsync("archive/2026/11/22/07/delivery-1", Event(10, 0), Event(11, 1));
        await world.PutAsync("processed", Enumerable.Range(1, 11).Select(id => Event(id, id % 10)));

        await AuditAsync(Hours("archive"), world.Source("processed"));

        world.Told.ShouldBe("e0 missing");
    }

    [Fact]
    public async Task Only_the_hours_that_can_hold_the_window_are_listed()
    {
        foreach (var hour in Enumerable.Range(0, 24))
        {
            await world.PutAsync($"archive/2026/11/22/{hour:D2}/part", Event(hour, 0));
        }

        // The window of an hour from eight, and the grace after it; what was gathered since a quarter to eight is under seven.
        var read = await ReadAsync(Hours("archive"));

        read.ShouldBe(["archive/2026/11/22/07/part", "archive/2026/11/22/08/part", "archive/2026/11/22/09/part"]);
    }

    [Fact]
    public async Task What_arrived_outside_of_the_time_that_is_asked_for_is_left_out()
    {
        Produce(60);
        await ArchiveAsync("archive");
        var half = new ReplayWindow(AuditWorld.From, AuditWorld.From.AddMinutes(30));
        var read = 0;

        await foreach (var item in Hours("archive").ReadAsync(half, Cancelled))
        {
            read++;
        }

        read.ShouldBe(30);
    }

    [Fact]
    public async Task An_archive_without_the_hours_is_a_wrong_place_and_not_an_empty_window()
    {
        await world.PutAsync("archive/2025/01/01/00/part", Event(1, 0));
        await world.PutAsync("processed", Event(1, 0));

        var refused = await Should.ThrowAsync<AuditSourceException>(() =>
            AuditAsync(Hours("archive"), world.Source("processed"))
        );

        refused.Message.ShouldStartWith("archive:archive has no files of [2026-11-22T08:00:00");
    }

    [Fact]
    public async Task What_is_archived_while_an_audit_reads_is_of_the_next_one()
    {
        await world.PutAsync("archive/2026/11/22/08/part", Event(1, 1));
        await world.PutAsync("archive/2026/11/22/09/part", Event(2, 2));
        var source = Hours("archive");
        (await ReadAsync(source)).Count.ShouldBe(2);

        await world.PutAsync("archive/2026/11/22/09/later", Event(3, 3));

        (await ReadAsync(source)).Count.ShouldBe(2, "both readings of an audit see the same");
        (await ReadAsync(Hours("archive"))).Count.ShouldBe(3);
    }

    [Fact]
    public async Task What_comes_under_an_hour_that_is_over_changes_the_archive()
    {
        await world.PutAsync("archive/2026/11/22/09/part", Event(2, 2));
        var source = Hours("archive");
        await ReadAsync(source);

        await world.PutAsync("archive/2026/11/22/07/odd", Event(3, 3));

        (await Should.ThrowAsync<AuditSourceException>(() => ReadAsync(source))).Message.ShouldContain(
            "changed between the two times that it was read"
        );
    }

    private async Task<List<string>> ReadAsync(ObjectSource source)
    {
        var read = new List<string>();
        await foreach (var item in source.ReadAsync(world.Scope.Reading, Cancelled))
        {
            read.Add(item.Origin.Source);
        }

        return read;
    }

    private static string Event(int id, double minute) => AuditWorld.Event(id, minute);

    private ObjectSource Hours(string prefix) =>
        new($"archive:{prefix}", world.Store, new ObjectChoice.Hours(prefix), 1 << 20);

    private Task<AuditReport> AuditAsync(IAuditSource expected, IAuditSource processed) =>
        world.AuditAsync(request => request with { Expected = expected, Processed = [processed] });

    private void Produce(int events)
    {
        for (var id = 0; id < events; id++)
        {
            kinesis.Put(Stream, $"k{id}", Encoding.UTF8.GetBytes(Event(id, id)));
            time.Advance(TimeSpan.FromMinutes(1));
        }
    }

    /// <summary>As the archiver does it; some records are delivered again, behind another one.</summary>
    private async Task ArchiveAsync(string prefix, int deliveredAgain = 0)
    {
        var writer = new ArchiveWriter(world.Store, prefix);
        foreach (var shard in kinesis.Records(Stream).GroupBy(put => put.Shard))
        {
            StreamRecord[] records = [.. shard.Select(put => put.Record)];
            await writer.WriteAsync(new ShardBatch(Stream, shard.Key, records), Cancelled);
            if (deliveredAgain > 0)
            {
                await writer.WriteAsync(new ShardBatch(Stream, shard.Key, records[^deliveredAgain..]), Cancelled);
            }
        }
    }
}
