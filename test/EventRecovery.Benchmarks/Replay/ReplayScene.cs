using System.Diagnostics;
using EventRecovery.Claims;
using EventRecovery.Engine;
using EventRecovery.Publishing;
using EventRecovery.Recalculation;
using EventRecovery.Replay;
using EventRecovery.Replay.Checkpoints;
using EventRecovery.Replay.Reading;
using EventRecovery.Replay.Requests;
using EventRecovery.Replay.Running;
using EventRecovery.Runtime;
using EventRecovery.Streams;
using EventRecovery.Telemetry;

namespace EventRecovery.Benchmarks.Replay;

/// <summary>A source stream with a history and the services around it, on which a bare loop and two replays are timed.</summary>
/// <param name="ReaderAnew">Makes a reader that owes nothing to those before it.</param>
internal sealed record ReplayScene(
    string Name,
    string Says,
    Func<IShardReader> ReaderAnew,
    IRecordWriter Writer,
    IClaimStore Claims,
    ICheckpointStore Checkpoints,
    IRunStore Runs,
    StreamName Source,
    ReplayWindow Window
)
{
    /// <summary>Of the shard's read limits. Without limits it is far above what any shard gives.</summary>
    public double ReadShare { get; init; } = 1_000;

    public TimeSpan Slack { get; init; } = ShardProgress.DefaultSlack;

    /// <summary>Pages as large as they come, each a batch.</summary>
    public const int PageRecords = 10_000;

    /// <summary>What came after the window, so that its end is seen without a call at the tip; some for each shard.</summary>
    public const int LaterEvents = 200;

    public static readonly TimeSpan Later = TimeSpan.FromMinutes(2);

    private static readonly TimeProvider Time = TimeProvider.System;

    public async Task<SceneFigures> MeasureAsync(CancellationToken cancellationToken)
    {
        var listing = await ReaderAnew().ListShardsAsync(Source, cancellationToken);
        // Once unmeasured, so that the loop does not pay for what is compiled and connected the first time.
        await BareAsync(listing, cancellationToken);
        var began = Stopwatch.GetTimestamp();
        var (records, calls) = await BareAsync(listing, cancellationToken);
        var bare = records / Stopwatch.GetElapsedTime(began).TotalSeconds;
        var first = await ReplayAsync("first", listing.Count, bare, cancellationToken);
        var second = await ReplayAsync("second", listing.Count, bare, cancellationToken);
        return new SceneFigures(Name, Says, listing.Count, records, calls, Math.Round(bare), first, second);
    }

    private async Task<(long Records, long Calls)> BareAsync(
        IReadOnlyList<ShardDescription> shards,
        CancellationToken cancellationToken
    )
    {
        var reader = ReaderAnew();
        var each = await Task.WhenAll(shards.Select(shard => BareAsync(reader, shard.Id, cancellationToken)));
        return (each.Sum(shard => shard.Records), each.Sum(shard => shard.Calls));
    }

    private async Task<(long Records, long Calls)> BareAsync(
        IShardReader reader,
        ShardId shard,
        CancellationToken cancellationToken
    )
    {
        await Task.Yield();
        var (records, calls) = (0L, 0L);
        ShardIterator? at = await reader.OpenAsync(Source, shard, new ShardStart.TrimHorizon(), cancellationToken);
        while (at is { } iterator)
        {
            var page = await reader.ReadAsync(iterator, PageRecords, cancellationToken);
            (records, calls) = (records + page.Records.Count, calls + 1);
            at = page.BehindLatest <= TimeSpan.Zero ? null : page.Next;
        }

        return (records, calls);
    }

    private async Task<ReplayFigures> ReplayAsync(
        string run,
        int shards,
        double bare,
        CancellationToken cancellationToken
    )
    {
        using var metrics = new RecoveryMetrics();
        var options = new ReplayOptions
        {
            ReadShare = ReadShare,
            Slack = Slack,
            Parallelism = shards,
        };
        var version = new RateAdjustment().Version;
        var runner = new ReplayRunner(
            ReaderAnew(),
            Runs,
            Checkpoints,
            WorkForAsync,
            [version],
            new StreamName("recovered_events"),
            metrics,
            Time,
            new SystemEntropy(),
            options
        );
        var definition = new RunDefinition(Source, Window, version, ReplayMode.Replay)
        {
            Limits = new ReplayLimits { RecordsPerSecondPerShard = ReplayLimits.MostRecordsPerSecond },
        };
        var request = new ReplayRequest(ReplayAction.Run, new RunId(run), definition);
        var began = Stopwatch.GetTimestamp();
        var deadline = new Deadline(Time, Time.GetUtcNow() + TimeSpan.FromMinutes(8));
        var answer = await runner.HandleAsync(request, deadline, cancellationToken);
        var took = Stopwatch.GetElapsedTime(began);
        return answer.State == RunState.Complete
            ? ReplayFigures.Of(answer.Counts, took, bare)
            : throw new InvalidOperationException($"The run is {answer.State}: {string.Join(' ', answer.Messages)}");
    }

    private Task<ShardWork> WorkForAsync(ReplayRun run, CancellationToken cancellationToken)
    {
        var engine = Engines.Create(Lineage.Run(run.Id.Value), slots: 4, Claims, Writer);
        return Task.FromResult(new ShardWork(engine, new WriteUnitTally()));
    }
}
