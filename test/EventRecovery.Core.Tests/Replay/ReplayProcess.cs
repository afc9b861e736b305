using EventRecovery.Claims;
using EventRecovery.Engine;
using EventRecovery.Events;
using EventRecovery.Json;
using EventRecovery.Publishing;
using EventRecovery.Recalculation;
using EventRecovery.Replay.Inputs;
using EventRecovery.Replay.Requests;
using EventRecovery.Replay.Running;
using EventRecovery.Runtime;
using EventRecovery.Streams;
using EventRecovery.Telemetry;
using EventRecovery.Testing.Claims;
using EventRecovery.Testing.Faults;
using EventRecovery.Testing.Objects;
using EventRecovery.Testing.Parking;
using EventRecovery.Testing.Replay;
using EventRecovery.Testing.Streams;
using EventRecovery.Testing.Time;
using EventRecovery.Testing.Versions;
using EventRecovery.Validation;
using EventRecovery.Versions;

namespace EventRecovery.Replay;

/// <summary>One process of a world, with faults and memory of its own.</summary>
internal sealed class ReplayProcess
{
    private readonly ReplayWorld world;
    private readonly IFaults faults;
    private readonly SeededEntropy entropy;
    private readonly ReplayInputs inputs;
    private readonly ReplayRunner runner;
    private readonly TrialBaselines baselines;

    public RecoveryMetrics Metrics { get; } = new();

    public ReplayProcess(ReplayWorld world, string owner, IFaults faults, Func<ReplayOptions, ReplayOptions>? with)
    {
        (this.world, this.faults) = (world, faults);
        entropy = new SeededEntropy(owner.Sum(c => c));
        var options = new ReplayOptions
        {
            PageRecords = 10,
            BatchRecords = 10,
            CheckpointRecords = 20,
            ReadShare = 1,
        };
        inputs = new ReplayInputs(world.Objects, null, EventFormat.Default, keysMatter: false, world.Time);
        baselines = new TrialBaselines(
            [new Recalculation(new("rate-adjustment", 1)), new Recalculation(new("rate-adjustment", 2))],
            new EventReader(EventFormat.Default, JsonLimits.Default),
            world.Objects,
            world.Versions
        );
        runner = new ReplayRunner(
            new FaultyShardReader(world.Kinesis, faults),
            new FaultyRunStore(world.Runs, faults),
            new FaultyCheckpointStore(world.Checkpoints, faults),
            WorkForAsync,
            [new RecalculationVersion("rate-adjustment", 1), new RecalculationVersion("rate-adjustment", 2)],
            ReplayWorld.Recovered,
            Metrics,
            world.Time,
            entropy,
            with?.Invoke(options) ?? options,
            new ResultKeeping(
                new FaultyObjectStore(world.Objects, faults),
                new FaultyVersionStore(world.Versions, faults),
                ReplayWorld.Recovered,
                "0.1.0",
                EventsPerObject: 7
            ),
            inputs: inputs,
            baselines: baselines
        );
    }

    private async Task<ShardWork> WorkForAsync(ReplayRun run, CancellationToken cancellationToken)
    {
        var selection = await inputs.SelectionAsync(run.Definition, cancellationToken);
        var lineage = Lineage.Run(run.Id.Value);
        var units = new WriteUnitTally();
        if (run.Definition.Mode == ReplayMode.Trial)
        {
            return await TrialAsync(run, lineage, selection, cancellationToken);
        }

        var claims = new CountingClaimStore(new FaultyClaimStore(world.Claims, faults), units);
        var engine = new RecoveryEngine(
            new EngineOptions { Lineage = lineage },
            new BatchReader(
                new EventReader(EventFormat.Default, JsonLimits.Default),
                new Recalculation(run.Definition.Version),
                world.Layout,
                lineage,
                selection is null ? null : selection.Includes
            ),
            claims,
            new ClaimMemory(),
            new OrderedPublisher(
                new FaultyRecordWriter(world.Kinesis.WriterTo(ReplayWorld.Recovered), faults),
                world.Time,
                entropy
            ),
            new FaultyParkingLot(world.Parking, faults),
            new FaultyObjectStore(world.Objects, faults),
            world.Time,
            entropy
        );
        return new ShardWork(engine, units);
    }

    private async Task<ShardWork> TrialAsync(
        ReplayRun run,
        Lineage lineage,
        FindingSelection? selection,
        CancellationToken cancellationToken
    )
    {
        var trial = new TrialEngine(
            new EventReader(EventFormat.Default, JsonLimits.Default),
            world.Candidate ?? new Recalculation(run.Definition.Version),
            run.Definition.Trial ?? TrialRules.Default,
            new EventSample(run.Definition.Sample),
            await baselines.OfAsync(run, cancellationToken),
            lineage.Name,
            selection is null ? null : selection.Includes
        );
        return new ShardWork(trial, new WriteUnitTally());
    }

    /// <summary>Why a request was refused.</summary>
    public static async Task<string> RefusedAsync(Task<RunAnswer> answer) =>
        (await Should.ThrowAsync<RunRefusedException>(answer)).Message;

    public Task<RunAnswer> ReplayAsync(
        string run = "pricing-bug",
        RunDefinition? definition = null,
        TimeSpan? time = null
    ) => HandleAsync(new ReplayRequest(ReplayAction.Run, new RunId(run), definition ?? ReplayWorld.Definition), time);

    public Task<RunAnswer> ResumeAsync(string run = "pricing-bug", TimeSpan? time = null) =>
        HandleAsync(new ReplayRequest(ReplayAction.Run, new RunId(run)), time);

    public Task<RunAnswer> DoAsync(ReplayAction action, string run = "pricing-bug", ShardId? shard = null) =>
        HandleAsync(new ReplayRequest(action, new RunId(run), Shard: shard));

    public Task<RunAnswer> HandleAsync(
        ReplayRequest request,
        TimeSpan? time = null,
        CancellationToken? cancellationToken = null
    ) =>
        runner.HandleAsync(
            request,
            new Deadline(world.Time, world.Time.GetUtcNow() + (time ?? TimeSpan.FromHours(1))),
            cancellationToken ?? TestContext.Current.CancellationToken
        );

    /// <summary>The sample recalculation, under the version that a run asks for: each has a rate of its own.</summary>
    private sealed class Recalculation(RecalculationVersion version) : IRecalculation
    {
        private readonly RateAdjustment inner = new(1 + (version.Number / 10m));

        public RecalculationVersion Version => version;

        public IReadOnlyList<JsonPointer> MutablePaths => inner.MutablePaths;

        public RecalculationResult Recalculate(StreamEvent original, Correction correction) =>
            inner.Recalculate(original, correction);
    }

    private sealed class CountingClaimStore(IClaimStore inner, WriteUnitTally units) : IClaimStore
    {
        public Task<ClaimLogSlice> ReadAsync(ClaimLogId log, int fromPage, CancellationToken cancellationToken) =>
            inner.ReadAsync(log, fromPage, cancellationToken);

        public Task<PublishedEntries?> ReadDoneAsync(ClaimLogId log, int page, CancellationToken cancellationToken) =>
            inner.ReadDoneAsync(log, page, cancellationToken);

        public Task<AppendOutcome> AppendAsync(ClaimLogId log, ClaimPage page, CancellationToken cancellationToken)
        {
            units.Add(Math.Ceiling(ClaimPageFormat.Write(page).Length / 1024m));
            return inner.AppendAsync(log, page, cancellationToken);
        }

        public Task WriteDoneAsync(
            ClaimLogId log,
            int page,
            PublishedEntries published,
            CancellationToken cancellationToken
        )
        {
            units.Add(1);
            return inner.WriteDoneAsync(log, page, published, cancellationToken);
        }
    }
}
