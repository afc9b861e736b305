using System.Text;
using EventRecovery.Events;
using EventRecovery.Replay;
using EventRecovery.Streams;
using EventRecovery.Telemetry;
using EventRecovery.Testing.Telemetry;

namespace EventRecovery.Archive;

/// <summary>A window whose older part comes from the archive and whose later part from the stream.</summary>
public sealed class SeamTests
{
    private const int Events = 1_000;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(3);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public Task Any_cut_point_gives_the_same_records_each_from_one_place_in_order() => ShouldNotMatterAsync(step: 13);

    /// <summary>The same for all thousand and one: a minute's work, for <c>--explicit only</c>.</summary>
    [Fact(Explicit = true)]
    public Task Every_cut_point_gives_the_same_records_each_from_one_place_in_order() => ShouldNotMatterAsync(step: 1);

    private static async Task ShouldNotMatterAsync(int step)
    {
        var world = World();
        await ArchiveAsync(world);
        var whole = (await ReadAsync(world, SomeShards.Eight)).Order().ToList();
        whole.Count.ShouldBe(Events);

        for (var cut = 0; cut <= Events; cut += step)
        {
            var read = await ReadAsync(world, SomeShards.Eight + (Every * cut));

            read.Order().SequenceEqual(whole).ShouldBeTrue($"cut before event {cut}");
            read.GroupBy(KeyOf)
                .All(key => key.SequenceEqual(key.Order()))
                .ShouldBeTrue($"order, cut before event {cut}");
        }
    }

    [Fact]
    public async Task A_replay_across_any_seam_publishes_the_same_bytes()
    {
        var published = (await ReplayAsync(cut: null)).PublishedBytes();

        foreach (var cut in (int[])[0, 1, 500, 999, 1_000])
        {
            var world = await ReplayAsync(cut);
            world.ShouldBeRecovered();
            world.PublishedBytes().ShouldBe(published, $"cut before event {cut}");
        }
    }

    [Fact]
    public async Task What_the_stream_has_forgotten_comes_from_the_archive()
    {
        var world = World();
        await ArchiveAsync(world);
        world.At(SomeShards.Eight.AddDays(1).AddMinutes(5));
        var horizon = world.Time.GetUtcNow().AddHours(-24);

        var answer = await world.Start(with: Large).ReplayAsync(definition: Definition(seam: null));

        answer.State.ShouldBe(RunState.Complete);
        answer.Run!.Definition.Seam.ShouldBe(horizon.AddHours(1));
        world.ShouldBeRecovered();
    }

    [Fact]
    public async Task A_stream_that_has_forgotten_the_seam_stops_the_run_with_the_way_out()
    {
        var world = World();
        await ArchiveAsync(world);
        world.Time.Advance(TimeSpan.FromHours(23));

        var process = world.Start(with: Large);
        using var totals = new MetricTotals(process.Metrics);

        var answer = await process.ReplayAsync(definition: Definition(SomeShards.Eight.AddMinutes(5)));

        answer.State.ShouldBe(RunState.Failed);
        totals.Of(MetricNames.ReplayGaps).ShouldBeGreaterThan(0);
        answer.Run!.Failure!.ShouldContain("Start another run with a later seam");
    }

    [Fact]
    public async Task A_run_that_is_stopped_in_the_archive_goes_on_where_it_was()
    {
        var world = World();
        await ArchiveAsync(world);
        var process = world.Start();
        var answer = await process.ReplayAsync(
            definition: Definition(SomeShards.Eight.AddMinutes(40)),
            time: TimeSpan.FromSeconds(2)
        );
        for (var turns = 0; answer.State == RunState.Continues && turns < 2_000; turns++)
        {
            answer = await process.ResumeAsync(time: TimeSpan.FromSeconds(2));
        }

        answer.State.ShouldBe(RunState.Complete);
        world.ShouldBeRecovered();
    }

    [Theory]
    [InlineData(true, 10)]
    [InlineData(true, 45)]
    [InlineData(false, 45)]
    public async Task Only_findings_are_recovered_on_both_sides_of_a_seam(bool fromEnvelopes, int seam)
    {
        var world = World(shards: 4);
        await (fromEnvelopes ? ArchiveAsync(world) : DeliverAsync(world));
        var found = world.Kinesis.Records(ReplayWorld.Source).Where((put, at) => at % 30 < 2 && IsFound(put)).ToList();
        var lines = found.Select(put =>
            FormattableString.Invariant(
                $$"""{"id":"{{IdOf(put.Record)}}","verdict":"missing","stream":"{{ReplayWorld.Source}}","shard":"{{put.Shard}}","sequence":"{{put.Record.Sequence}}","arrivedAt":"{{put.Record.ArrivedAt.UtcDateTime:O}}"}"""
            )
        );
        await world.Objects.PutAsync("findings", Encoding.UTF8.GetBytes(string.Join('\n', lines)), Cancelled);

        var answer = await world
            .Start(with: options => Large(options) with { PageRecords = 50 })
            .ReplayAsync(definition: Definition(SomeShards.Eight.AddMinutes(seam)) with { Only = "findings" });

        answer.State.ShouldBe(RunState.Complete);
        world.Published().Order().ShouldBe(found.Select(put => IdOf(put.Record)).Order());

        // In the archive, the records of one shard of the stream lie behind all of the other's of that hour.
        static bool IsFound((ShardId, StreamRecord Record) put) =>
            put.Record.ArrivedAt < SomeShards.Eight.AddMinutes(20);
    }

    [Fact]
    public async Task Of_an_archive_only_the_hours_of_findings_are_read()
    {
        var world = World();
        foreach (var hour in Enumerable.Range(0, 6))
        {
            var line = $$"""{"id":"h{{hour}}","timestamp":"2026-11-22T{{8 + hour:D2}}:20:00Z","original_value":1}""";
            var key = ArchiveLayout.PrefixOf("events", ArchiveLayout.HourOf(SomeShards.Eight) + hour) + "part";
            await world.Objects.PutAsync(key, Encoding.UTF8.GetBytes(line), Cancelled);
        }

        var window = new ReplayWindow(SomeShards.Eight, SomeShards.Eight.AddHours(6));
        var found = SomeShards.Eight.AddHours(3).AddMinutes(20);
        var place = new ArchivePlace(world.Objects, "events", window)
        {
            Stretches = [new ReplayWindow(found, found.AddSeconds(1))],
        };
        var archive = new ArchiveReader(place, EventFormat.Default, keysMatter: false);

        var read = new List<string>();
        foreach (var shard in ArchiveReader.Shards)
        {
            ShardIterator? at = await archive.OpenAsync(shard.Id, new ShardStart.TrimHorizon(), Cancelled);
            while (at is { } iterator)
            {
                var page = await archive.ReadAsync(iterator, 10, Cancelled);
                read.AddRange(page.Records.Select(IdOf));
                at = page.Next;
            }
        }

        // A delivery stream tells arrival to the hour, so the neighbours may hold it too.
        read.Order().ShouldBe(["h2", "h3", "h4"]);
    }

    [Fact]
    public async Task What_a_delivery_stream_wrote_is_read_in_order_of_event_time()
    {
        var world = World();
        await DeliverAsync(world);

        await world.Start(with: Large).ReplayAsync(definition: Definition(SomeShards.Window.To));

        // It tells no partition keys, so order is that of the events' own time, and ids stand for keys.
        world.Published().Order().ShouldBe(world.Expected().Order());
        world.Published().Count.ShouldBe(Events);
    }

    private static string IdOf(StreamRecord record) => Encoding.UTF8.GetString(record.Data.Span).Split('"')[3];

    /// <summary>As a delivery stream does it.</summary>
    private static async Task DeliverAsync(ReplayWorld world)
    {
        var records = world
            .Kinesis.Records(ReplayWorld.Source)
            .Select(put => put.Record)
            .OrderBy(record => record.ArrivedAt);
        var number = 0;
        foreach (var gathered in records.Chunk(40))
        {
            // Concatenated, some packed; two writers side by side, and each object under the hour of its oldest record.
            foreach (
                var half in (StreamRecord[][])
                    [
                        [.. gathered.Where((_, at) => at % 2 == 0)],
                        [.. gathered.Where((_, at) => at % 2 == 1)],
                    ]
            )
            {
                var text = Encoding.UTF8.GetBytes(
                    string.Concat(half.Reverse().Select(record => Encoding.UTF8.GetString(record.Data.Span)))
                );
                var key =
                    ArchiveLayout.PrefixOf("events", ArchiveLayout.HourOf(half[0].ArrivedAt)) + $"part-{number++}";
                await world.Objects.PutAsync(key, number % 3 == 0 ? Audit.AuditWorld.Pack(text) : text, Cancelled);
            }
        }
    }

    /// <summary>Each record's place on the stream, once, in the order in which a replay meets it: parents before children.</summary>
    private static async Task<List<string>> ReadAsync(ReplayWorld world, DateTimeOffset seam)
    {
        var window = new ReplayWindow(SomeShards.Eight, SomeShards.Eight + (Every * Events));
        var archive = new ArchiveReader(
            new ArchivePlace(world.Objects, "events", window with { To = seam }),
            EventFormat.Default,
            keysMatter: true
        );
        var reader = new StitchedReader(world.Kinesis, archive, window, seam, world.Time);
        var read = new List<string>();
        foreach (var shard in await reader.ListShardsAsync(ReplayWorld.Source, Cancelled))
        {
            var start = new ShardStart.AtTimestamp(window.From);
            ShardIterator? at = await reader.OpenAsync(ReplayWorld.Source, shard.Id, start, Cancelled);
            while (at is { } iterator)
            {
                var page = await reader.ReadAsync(iterator, 10_000, Cancelled);
                read.AddRange(
                    page.Records.Where(record => window.Contains(record.ArrivedAt))
                        .Select(record => Place(shard.Id, record))
                );
                at = page.Records.Count == 0 && page.BehindLatest == TimeSpan.Zero ? null : page.Next;
            }
        }

        return read;
    }

    private static string Place(ShardId shard, StreamRecord record) =>
        record.Origin is { } origin
            ? $"{record.PartitionKey} {origin.Shard} {origin.Record.Sequence.ToPadded()}"
            : $"{record.PartitionKey} {shard} {record.Sequence.ToPadded()}";

    private static string KeyOf(string place) => place.Split(' ')[0];

    private static async Task<ReplayWorld> ReplayAsync(int? cut)
    {
        var world = World();
        await ArchiveAsync(world);
        var seam = cut is { } events ? SomeShards.Eight + (Every * events) : (DateTimeOffset?)null;
        var definition = cut is null ? ReplayWorld.Definition : Definition(seam);
        var answer = await world.Start(with: Large).ReplayAsync(definition: definition);
        answer.State.ShouldBe(RunState.Complete);
        return world;
    }

    private static ReplayWorld World(int shards = 2)
    {
        var world = new ReplayWorld(shards);
        return world.At(SomeShards.Eight).Put(Events, Every).At(SomeShards.Noon.AddHours(-1));
    }

    private static RunDefinition Definition(DateTimeOffset? seam) =>
        ReplayWorld.Definition with
        {
            Archive = "events",
            Seam = seam,
        };

    /// <summary>As the archiver does it, in batches of one shard; each is delivered again in parts, the end and, late, the beginning.</summary>
    private static async Task ArchiveAsync(ReplayWorld world)
    {
        var writer = new ArchiveWriter(world.Objects, "events");
        foreach (var shard in world.Kinesis.Records(ReplayWorld.Source).GroupBy(put => put.Shard))
        {
            foreach (var records in shard.Select(put => put.Record).Chunk(150))
            {
                await writer.WriteAsync(new ShardBatch(ReplayWorld.Source, shard.Key, records), Cancelled);
                await writer.WriteAsync(
                    new ShardBatch(ReplayWorld.Source, shard.Key, [.. records.Skip(100)]),
                    Cancelled
                );
                await writer.WriteAsync(
                    new ShardBatch(ReplayWorld.Source, shard.Key, [.. records.Take(50)]),
                    Cancelled
                );
            }
        }
    }

    private static Replay.Running.ReplayOptions Large(Replay.Running.ReplayOptions options) =>
        options with
        {
            PageRecords = 1_000,
            BatchRecords = 1_000,
            CheckpointRecords = 10_000,
        };
}
