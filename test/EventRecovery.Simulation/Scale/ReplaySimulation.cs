namespace EventRecovery.Simulation.Scale;

/// <summary>
/// A replay by the state machine, step by step on a virtual clock: which worker reads which page when, and what it has to wait for. No total
/// is computed from another one: all come from the steps.
/// <code>
///   queue ─► worker: start · survey ─► read ─► recover ─► claim · publish · checkpoint ─┐
///              ▲                         ▲──────── next page, read ahead ───────────────┤
///              └──────── 14 minutes are over: again, after 2 seconds ───────────────────┘
/// </code>
/// </summary>
/// <param name="mostSteps">On long replays a step is several pages, so that there are no more.</param>
internal sealed class ReplaySimulation(ScaleRow row, double mostSteps = 2_000_000)
{
    /// <summary>Of Lambda's 15 minutes (PERFORMANCE.md and the planner's assumption).</summary>
    private const double Invocation = 14 * 60;

    /// <summary>Seconds: the wait of replay.asl.json between invocations, and Step Functions' own steps around it.</summary>
    private const double BetweenInvocations = 2.2;

    /// <summary>Seconds of a cold start, and of taking up the next shard (ColdStart benchmark, and an assumption).</summary>
    private const double ColdStart = 1;
    private const double NextShard = 0.5;

    /// <summary>Seconds of a GetRecords call, and of claim, publishing and done item (assumptions of the replay benchmark).</summary>
    private const double ReadCall = 0.05;
    private const double WriteCalls = 0.05;

    /// <summary>Records a batch and a checkpoint, seconds until one is due anyhow (ReplayOptions).</summary>
    private const double Batch = 10_000;
    private const double CheckpointRecords = 20_000;
    private const double CheckpointSeconds = 30;

    /// <summary>Claim logs a batch, bytes an entry and of a page's head, what the recovery member adds, bytes of a checkpoint.</summary>
    private const double Logs = 2;
    private const double EntryBytes = 24;
    private const double PageHead = 300;
    private const double AddedBytes = 350;
    private const double CheckpointBytes = 500;

    private readonly ScaleLimits limits = new(row);
    private readonly PriorityQueue<Worker, (double At, int Number)> events = new();
    private readonly double pageRecords = Math.Min(
        AwsLimits.PageRecords,
        (double)AwsLimits.PageBytes / row.RecordBytes
    );

    private long perEvent = 1;
    private int nextShard;
    private long invocations;
    private double busy;
    private double lastDone;

    public ScaleResult Run()
    {
        perEvent = Math.Max(1, (long)Math.Ceiling(row.Records / pageRecords / mostSteps));
        for (var number = 0; number < Math.Min(row.Workers, row.Shards); number++)
        {
            Take(new Worker(), at: 0, number);
        }

        while (events.TryDequeue(out var worker, out var at))
        {
            Step(worker, at.At, at.Number);
        }

        return new ScaleResult(
            lastDone,
            invocations,
            busy,
            limits.TableWrites.Taken,
            limits.RunReads.Taken,
            perEvent,
            limits.Ranked()
        );
    }

    /// <summary>The next shard, if there is one.</summary>
    private void Take(Worker worker, double at, int number)
    {
        if (nextShard == row.Shards)
        {
            return;
        }

        (worker.Shard, worker.Left) = (nextShard, row.RecordsOf(nextShard));
        (worker.InvocationEnds, worker.PaceAt, worker.ShardAt) = (-1, 0, 0);
        nextShard++;
        limits.Workers.Hold(at);
        events.Enqueue(worker, (at + NextShard, number));
    }

    private void Step(Worker worker, double at, int number)
    {
        if (worker.InvocationEnds < 0)
        {
            at = Begin(worker, at);
        }

        var before = worker.DoneAt;
        var records = Math.Min(worker.Left, pageRecords * perEvent);
        var read = Read(worker, at, records);
        worker.DoneAt = Recover(worker, read, records);
        worker.Left -= records;
        lastDone = Math.Max(lastDone, worker.DoneAt);
        if (worker.Left <= 0)
        {
            End(worker);
            Take(worker, worker.DoneAt, number);
        }
        else if (worker.DoneAt >= worker.InvocationEnds)
        {
            End(worker);
            worker.InvocationEnds = -1;
            events.Enqueue(worker, (worker.DoneAt + BetweenInvocations, number));
        }
        else
        {
            // The page after this one is read while this one is recovered, and no further ahead.
            events.Enqueue(worker, (Math.Max(read, before), number));
        }
    }

    /// <summary>An invocation starts with a look at the stream and at the checkpoints that matter to it.</summary>
    private double Begin(Worker worker, double at)
    {
        var ready = at;
        if (!worker.IsWarm)
        {
            ready = limits.Environments.Take(at, 1) + ColdStart;
            limits.Environments.Hold(ready - at);
            worker.IsWarm = true;
        }

        ready = Granted(limits.Listings, ready, Math.Ceiling(row.Shards / AwsLimits.ShardsPerListing));
        var checkpoints = row.LimitsWriteUnits ? Math.Min(nextShard, row.Shards) : 1;
        var surveyed = limits.RunReads.Take(ready, Math.Ceiling(checkpoints * CheckpointBytes / 4096));
        limits.RunReads.Hold(surveyed - ready);
        invocations++;
        worker.InvocationEnds = at + Invocation;
        worker.DoneAt = worker.CheckpointAt = surveyed;
        return surveyed;
    }

    private void End(Worker worker) => busy += worker.DoneAt - (worker.InvocationEnds - Invocation);

    /// <returns>When the page is there.</returns>
    private double Read(Worker worker, double at, double records)
    {
        var bytes = records * row.RecordBytes;
        var start = Math.Max(at, Math.Max(worker.PaceAt, worker.ShardAt));
        var byRate = records / row.Rate;
        var byShare = Math.Max(
            bytes / (AwsLimits.ShardReadBytesPerSecond * row.ReadShare),
            row.FanOut ? 0 : perEvent / (AwsLimits.ShardReadCallsPerSecond * row.ReadShare)
        );
        var held =
            worker.ShardAt > worker.PaceAt ? limits.ShardReads
            : byRate >= byShare ? limits.Rate
            : limits.Share;
        held.Hold(start - at);
        worker.PaceAt = start + Math.Max(byRate, byShare);
        worker.ShardAt = start + (bytes / Math.Max(1, AwsLimits.ShardReadBytesPerSecond - LiveReads));
        return start + ReadCall;
    }

    /// <summary>A subscriber has its own 2 MB a second; everybody else what the live readers leave.</summary>
    private double LiveReads => row.FanOut ? 0 : row.LiveBytesPerSecond;

    /// <returns>When it is published and noted: each service in turn, as the engine asks them.</returns>
    private double Recover(Worker worker, double read, double records)
    {
        var start = Math.Max(read, worker.DoneAt);
        var computed = start + (records / ScaleLimits.EventsPerSecond);
        limits.Processor.Hold(computed - start);
        var batches = Math.Max(1, records / Batch);
        var units = batches * Logs * (Math.Ceiling(((records / batches / Logs * EntryBytes) + PageHead) / 1024) + 1);
        var claimed = Granted(limits.TableWrites, computed, units);
        var published = Math.Max(
            Granted(limits.TargetRecords, claimed, records),
            Granted(limits.TargetBytes, claimed, records * (row.RecordBytes + AddedBytes))
        );
        return Note(worker, published + (WriteCalls * batches), records);
    }

    private double Note(Worker worker, double at, double records)
    {
        var due = Math.Max(records / CheckpointRecords, (at - worker.CheckpointAt) / CheckpointSeconds);
        if (due < 1 && worker.Left > records)
        {
            return at;
        }

        worker.CheckpointAt = at;
        limits.RunReads.Take(at, 1); // whether the run was cancelled
        var writes = Math.Max(1, Math.Floor(due));
        return Granted(limits.RunWrites, Granted(limits.TableWrites, at, writes), writes);
    }

    private static double Granted(Limit limit, double at, double amount)
    {
        var granted = limit.Take(at, amount);
        limit.Hold(granted - at);
        return granted;
    }
}
