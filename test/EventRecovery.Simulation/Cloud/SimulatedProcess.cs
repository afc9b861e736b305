using Amazon.DynamoDBv2;
using Amazon.Kinesis;
using Amazon.S3;
using EventRecovery.Runtime;
using EventRecovery.Simulation.Running;
using EventRecovery.Simulation.Scheduling;

namespace EventRecovery.Simulation.Cloud;

/// <summary>
/// One execution environment of a function: its clock, its clients, and whether it lives. A dead one is not told so: the call that
/// it waits for never ends, and nothing that it still does reaches the world.
/// </summary>
internal sealed class SimulatedProcess
{
    private readonly TaskCompletionSource died = new();
    private readonly TaskCompletionSource stopped = new();
    private readonly World world;

    public SimulatedProcess(World world, string name)
    {
        (this.world, Name) = (world, name);
        Clock = new ProcessClock(world.Thread);
        Entropy = new DiceEntropy(world.Dice);
        DynamoDb = DynamoDbProxy.For(this, world);
        Kinesis = KinesisProxy.For(this, world);
        S3 = S3Proxy.For(this, world);
    }

    public string Name { get; }

    public ProcessClock Clock { get; }

    public IEntropy Entropy { get; }

    public IAmazonDynamoDB DynamoDb { get; }

    public IAmazonKinesis Kinesis { get; }

    public IAmazonS3 S3 { get; }

    /// <summary>The run that it works on; null for a consumer.</summary>
    public string? Run { get; set; }

    /// <summary>When the invocation began that is not answered yet.</summary>
    public DateTimeOffset InvokedAt { get; private set; }

    /// <summary>When that invocation is cut off.</summary>
    public DateTimeOffset DeadlineAt { get; private set; }

    /// <summary>Something held it up for long: it need not answer in time.</summary>
    public bool IsHeldUp { get; set; }

    /// <summary>An earlier invocation of the environment was never answered, and may thaw within a later one.</summary>
    public bool HasGhost { get; set; }

    /// <summary>It was given no time, or so little that one call outlasts it.</summary>
    public bool MayAnswerLate { get; set; }

    /// <summary>It dies, or freezes, as soon as a page of its own stands.</summary>
    public bool StopsAfterClaim { get; init; }

    /// <summary>Ends when it has <see cref="StopsAfterClaim">stopped</see>.</summary>
    public Task Stopped => stopped.Task;

    public DateTimeOffset FrozenUntil { get; private set; }

    public bool IsDead => died.Task.IsCompleted;

    public Task Died => died.Task;

    /// <summary>Pages that it appended and has not tried to close yet.</summary>
    public HashSet<string> OpenPages { get; } = [];

    /// <summary>The records that its current invocation brings; none for a replay.</summary>
    public IReadOnlyList<SourceRecord> Batch { get; set; } = [];

    /// <summary>Its current invocation brings records that were discarded before.</summary>
    public bool IsRedriving { get; set; }

    public void Invoked(TimeSpan remaining)
    {
        InvokedAt = world.Thread.Now;
        DeadlineAt = world.Thread.Now + remaining;
        IsHeldUp = HasGhost;
    }

    public void Kill(string why)
    {
        if (!IsDead)
        {
            world.Story.Tell(Name, "dies", why);
            died.SetResult();
        }
    }

    /// <summary>Nothing that it does takes effect before then.</summary>
    public void Freeze(TimeSpan by)
    {
        IsHeldUp = true;
        FrozenUntil = world.Thread.Now + by;
    }

    /// <summary>It claims an event, and others have to wait for it.</summary>
    public void Stop(TimeSpan? frozenFor)
    {
        if (frozenFor is { } time)
        {
            Freeze(time);
        }
        else
        {
            Kill("with its claim");
        }

        stopped.TrySetResult();
    }

    /// <summary>Returns while it lives and is not frozen; never, when it is dead.</summary>
    public async Task AliveAsync()
    {
        while (!IsDead && FrozenUntil > world.Thread.Now)
        {
            await world.Thread.DelayAsync(FrozenUntil - world.Thread.Now);
        }

        if (IsDead)
        {
            await new TaskCompletionSource().Task;
        }
    }
}
