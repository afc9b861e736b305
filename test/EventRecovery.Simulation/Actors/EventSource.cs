using EventRecovery.Simulation.Faults;
using EventRecovery.Simulation.Running;
using EventRecovery.Streams;

namespace EventRecovery.Simulation.Actors;

/// <summary>
/// Lambda's event source mapping on the error stream, with the liberties that it takes: other batch borders, a checkpoint that goes
/// back, batches given up and redriven later, answers it cannot read.
/// </summary>
internal sealed class EventSource(World world)
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Invocations for one record, once nothing fails any more, before the function is called stuck: at half a minute each, longer than the
    /// claim timeout of 16 minutes on two clocks that are ten minutes wrong, one either way.
    /// </summary>
    private const int MostInvocations = 100;

    private readonly FunctionPool pool = new(world);
    private readonly Dictionary<ShardId, int> positions = [];
    private readonly HashSet<SourceRecord> givenUp = [];
    private readonly List<IReadOnlyList<SourceRecord>> discarded = [];
    private readonly List<Task> pumps = [];
    private bool closing;

    /// <summary>Whether the record was delivered in its turn: what was given up is out of order for good.</summary>
    public bool HasKeptOrderOf(SourceRecord record) => !givenUp.Contains(record);

    public int Working => pool.Working;

    /// <summary>Enables the mapping, if it is not: from the oldest shards on.</summary>
    public void Start()
    {
        foreach (var shard in world.Streams.Shards(SourceStreams.Errors).Where(shard => shard.Parent is null))
        {
            Add(shard.Id);
        }
    }

    /// <summary>Delivers all that is on the stream, and all that was given up, and ends.</summary>
    public async Task FinishAsync()
    {
        foreach (var batch in discarded)
        {
            await RedriveAsync(batch);
        }

        discarded.Clear();
        closing = true;
        while (pumps.Exists(pump => !pump.IsCompleted))
        {
            await Task.WhenAll(pumps.ToList());
        }
    }

    /// <summary>Delivers what was put on the stream after the mapping had finished, until it is acknowledged.</summary>
    public async Task DeliverLateAsync(int fromIndex)
    {
        pool.Retire();
        foreach (
            var shard in world.Streams.Records(SourceStreams.Errors).Skip(fromIndex).GroupBy(record => record.Shard)
        )
        {
            await RedriveAsync([.. shard]);
        }
    }

    private void Add(ShardId shard)
    {
        if (positions.TryAdd(shard, 0))
        {
            pumps.Add(PumpAsync(shard));
        }
    }

    private async Task PumpAsync(ShardId shard)
    {
        while (true)
        {
            var records = RecordsOf(shard);
            var batch = records.Skip(positions[shard]).Take(world.Dice.Next(1, world.Scenario.BatchSize + 1)).ToList();
            if (batch.Count > 0)
            {
                await DeliverAsync(shard, batch);
                continue;
            }

            var description = world.Streams.Shards(SourceStreams.Errors).FirstOrDefault(one => one.Id == shard);
            if (description is not { IsOpen: true })
            {
                StartChildrenOf(shard);
                return;
            }

            if (closing)
            {
                return;
            }

            GoBack(shard);
            await RedriveSomeAsync();
            await world.Thread.DelayAsync(Poll);
        }
    }

    private void StartChildrenOf(ShardId shard)
    {
        foreach (var child in world.Streams.Shards(SourceStreams.Errors))
        {
            var isChild = child.Parent == shard || child.AdjacentParent == shard;
            if (isChild && IsDrained(child.Parent) && IsDrained(child.AdjacentParent))
            {
                Add(child.Id);
            }
        }
    }

    private bool IsDrained(ShardId? parent) =>
        parent is not { } id || (positions.TryGetValue(id, out var at) && at >= RecordsOf(id).Count);

    private async Task DeliverAsync(ShardId shard, List<SourceRecord> batch)
    {
        var failures = 0;
        var invocations = 0;
        while (batch.Count > 0)
        {
            var done = await pool.InvokeAsync(batch);
            var finished = done.Finished;
            if (finished > 0 && world.Chaos.Strikes(Fault.WrongIdentifier, 0.1))
            {
                // An identifier that is empty, or of no record of the batch, fails the batch whole.
                finished = 0;
            }

            positions[shard] += finished;
            batch.RemoveRange(0, finished);
            failures = finished > 0 ? 0 : failures + 1;
            if (batch.Count == 0)
            {
                return;
            }

            if (world.Chaos.IsOver && ++invocations > MostInvocations)
            {
                world.Ledger.Violate("I7", $"{shard} is stuck at {batch[0].Record.Sequence}: {done.Error}");
                return;
            }

            if (failures > 1 && world.Chaos.Strikes(Fault.DiscardedAndRedriven, 0.3))
            {
                discarded.Add([.. batch]);
                givenUp.UnionWith(batch);
                positions[shard] += batch.Count;
                return;
            }

            if (batch.Count > 1 && world.Chaos.Strikes(Fault.OtherBatchBorders, 0.4))
            {
                // Bisected: the second half is read again when its turn comes.
                batch.RemoveRange(batch.Count / 2, batch.Count - (batch.Count / 2));
            }

            await world.Thread.DelayAsync(TimeSpan.FromSeconds(Math.Min(60, 1 << Math.Min(failures, 6))));
        }
    }

    /// <summary>A mapping that is recreated, or an operator, begins again earlier.</summary>
    private void GoBack(ShardId shard)
    {
        if (positions[shard] > 0 && world.Chaos.Strikes(Fault.EventSourceGoesBack, 0.05))
        {
            positions[shard] -= world.Dice.Next(1, Math.Min(10, positions[shard]) + 1);
        }
    }

    private async Task RedriveSomeAsync()
    {
        if (discarded.Count > 0 && world.Dice.Next(10) == 0)
        {
            var batch = discarded[0];
            discarded.RemoveAt(0);
            if (!await RedriveAsync(batch))
            {
                discarded.Add(batch);
            }
        }
    }

    private async Task<bool> RedriveAsync(IReadOnlyList<SourceRecord> batch)
    {
        var rest = batch.ToList();
        for (var tries = 0; rest.Count > 0; tries++)
        {
            var done = await pool.InvokeAsync(rest, redrive: true);
            rest.RemoveRange(0, done.Finished);
            if (rest.Count > 0 && !world.Chaos.IsOver && tries > 3)
            {
                return false;
            }

            if (tries > MostInvocations)
            {
                world.Ledger.Violate("I7", $"a redrive never finishes: {done.Error}");
                return false;
            }

            await world.Thread.DelayAsync(TimeSpan.FromSeconds(30));
        }

        return true;
    }

    private List<SourceRecord> RecordsOf(ShardId shard) =>
        [.. world.Streams.Records(SourceStreams.Errors).Where(record => record.Shard == shard)];
}
