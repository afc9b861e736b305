using System.Globalization;
using System.Text;
using EventRecovery.Claims;
using EventRecovery.Engine;
using EventRecovery.Events;
using EventRecovery.Json;
using EventRecovery.Recalculation;
using EventRecovery.Replay.Running;
using EventRecovery.Streams;
using EventRecovery.Testing.Claims;
using EventRecovery.Testing.Faults;
using EventRecovery.Testing.Objects;
using EventRecovery.Testing.Parking;
using EventRecovery.Testing.Replay;
using EventRecovery.Testing.Streams;
using EventRecovery.Testing.Time;
using EventRecovery.Testing.Versions;

namespace EventRecovery.Replay;

/// <summary>A source stream with a history, a recovered stream and a table, shared by as many processes as a test starts.</summary>
internal sealed class ReplayWorld
{
    public static readonly StreamName Source = new("event_stream");
    public static readonly StreamName Recovered = new("recovered_events");

    private readonly List<(string Id, string Key, DateTimeOffset At)> history = [];

    public ReplayWorld(int shards = 1, InMemoryKinesisOptions? kinesis = null)
    {
        Kinesis = new InMemoryKinesis(Time, kinesis);
        Kinesis.CreateStream(Source, shards);
        Kinesis.CreateStream(Recovered, 2, TimeSpan.FromDays(365));
        Time.Advance(TimeSpan.FromMinutes(30));
    }

    /// <summary>Begins at 07:30, half an hour before the window.</summary>
    public VirtualTime Time { get; } = new(SomeShards.Eight.AddMinutes(-60));

    public InMemoryKinesis Kinesis { get; }

    public InMemoryClaimStore Claims { get; } = new();

    public InMemoryParking Parking { get; } = new();

    public InMemoryObjectStore Objects { get; } = new();

    public InMemoryCheckpointStore Checkpoints { get; } = new();

    public InMemoryRunStore Runs { get; } = new();

    public InMemoryVersionStore Versions { get; } = new();

    /// <summary>What trials run instead of the sample recalculation.</summary>
    public IRecalculation? Candidate { get; set; }

    public ClaimLayout Layout { get; } = new(slots: 4, window: TimeSpan.FromHours(1));

    public static RunDefinition Definition { get; } =
        new(Source, SomeShards.Window, new RecalculationVersion("rate-adjustment", 1), ReplayMode.Replay)
        {
            Limits = new ReplayLimits { RecordsPerSecondPerShard = 1_000_000 },
        };

    /// <summary>Two shards; split at 08:20, merged with another at 08:50, and that one split at 09:10. 400 events, ten shards.</summary>
    public static ReplayWorld Resharded()
    {
        var world = new ReplayWorld(shards: 2);
        var every = TimeSpan.FromSeconds(20);
        world.Put(150, every);
        world.Kinesis.Split(Source, SomeShards.Id(0));
        world.Kinesis.Split(Source, SomeShards.Id(1));
        world.Put(90, every);
        world.Kinesis.Merge(Source, SomeShards.Id(3), SomeShards.Id(4));
        world.Put(60, every);
        world.Kinesis.Split(Source, SomeShards.Id(6));
        world.Kinesis.Merge(Source, SomeShards.Id(8), SomeShards.Id(5));
        return world.Put(100, every).At(SomeShards.Noon);
    }

    /// <summary>Puts events on the source, one after another, with keys that all shards hold some of.</summary>
    public ReplayWorld Put(int count, TimeSpan every)
    {
        for (var i = 0; i < count; i++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"e{history.Count:D5}");
            PutEvent(id, string.Create(CultureInfo.InvariantCulture, $"key-{history.Count % 23}"));
            Time.Advance(every);
        }

        return this;
    }

    public void PutEvent(string id, string key)
    {
        var data = Encoding.UTF8.GetBytes(
            $$"""{"id":"{{id}}","timestamp":"{{Time.GetUtcNow():O}}","original_value":10}"""
        );
        Kinesis.Put(Source, key, data);
        history.Add((id, key, Time.GetUtcNow()));
    }

    public ReplayWorld At(DateTimeOffset time)
    {
        Time.Advance(time - Time.GetUtcNow());
        return this;
    }

    /// <summary>Time passes while somebody is busy.</summary>
    public Task LaterAsync(TimeSpan by)
    {
        Time.Advance(by);
        return Task.CompletedTask;
    }

    public ReplayProcess Start(
        string owner = "a",
        IFaults? faults = null,
        Func<ReplayOptions, ReplayOptions>? with = null
    ) => new(this, owner, faults ?? new ScriptedFaults(), with);

    /// <summary>Ids of the window on the source, in order of arrival.</summary>
    public IReadOnlyList<string> Expected() =>
        [.. history.Where(put => SomeShards.Window.Contains(put.At)).Select(put => put.Id)];

    /// <summary>Ids on the recovered stream, in order of arrival, copies included.</summary>
    public IReadOnlyList<string> Published() => [.. PublishedRecords().Select(record => IdOf(record.Data))];

    /// <summary>What was published, to be compared as a whole.</summary>
    public string PublishedBytes() =>
        string.Join(
            '\n',
            PublishedRecords().Select(record => Encoding.UTF8.GetString(record.Data.Span)).Distinct().Order()
        );

    /// <summary>By name, what every object of the runs' results holds, as it is stored.</summary>
    public async Task<SortedDictionary<string, string>> ResultsAsync()
    {
        var objects = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await foreach (var key in Objects.ListAsync("results/", TestContext.Current.CancellationToken))
        {
            var data = await Objects.GetAsync(key, TestContext.Current.CancellationToken);
            objects.Add(key, Convert.ToHexString(data!));
        }

        return objects;
    }

    /// <summary>Every event of the window was published, none outside, copies are identical, and first copies are in order.</summary>
    public void ShouldBeRecovered(bool once = true)
    {
        var published = Published();
        published.Distinct().Order().ShouldBe(Expected().Order());
        PublishedRecords().GroupBy(record => IdOf(record.Data)).ShouldAllBe(copies => Identical(copies));
        if (once)
        {
            published.Count.ShouldBe(Expected().Count, "no event is published twice");
        }

        var keys = history.ToDictionary(put => put.Id, put => put.Key);
        foreach (var key in published.Distinct().GroupBy(id => keys[id]))
        {
            key.ShouldBe(key.Order(), ignoreOrder: false, $"{key.Key} is in order");
        }
    }

    private static bool Identical(IEnumerable<StreamRecord> copies) =>
        copies.Select(copy => Convert.ToHexString(copy.Data.Span)).Distinct().Count() == 1;

    private IEnumerable<StreamRecord> PublishedRecords() =>
        Kinesis.Records(Recovered).Select(put => put.Record).OrderBy(record => record.Sequence);

    private static string IdOf(ReadOnlyMemory<byte> data) =>
        new EventReader(EventFormat.Default, JsonLimits.Default).Read(data).Event!.Id.Value;
}
