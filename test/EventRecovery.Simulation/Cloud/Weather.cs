using EventRecovery.Simulation.Faults;
using EventRecovery.Simulation.Running;

namespace EventRecovery.Simulation.Cloud;

/// <summary>What is wrong with the services for a while, for everybody: throttling, a hot partition, a permission taken away.</summary>
internal sealed class Weather(World world)
{
    private DateTimeOffset stormUntil;
    private bool kinesisStorms;
    private bool dynamoStorms;
    private DateTimeOffset objectsStormUntil;
    private int objectsRefused;
    private string? hot;
    private DateTimeOffset hotUntil;
    private CallKind? denied;
    private DateTimeOffset deniedUntil;

    /// <summary>Asked now and then while there is chaos.</summary>
    public void Change()
    {
        var now = world.Thread.Now;
        if (world.Chaos.Strikes(Fault.ThrottlingStorm, 0.1))
        {
            stormUntil = now + TimeSpan.FromSeconds(world.Dice.Next(5, 90));
            var which = world.Dice.Next(3);
            (kinesisStorms, dynamoStorms) = (which != 0, which != 1);
        }

        if (world.Chaos.Strikes(Fault.ObjectStoreThrottled, 0.15))
        {
            objectsStormUntil = now + TimeSpan.FromSeconds(world.Dice.Next(5, 180));
            objectsRefused = world.Dice.Next(5, 11);
        }

        if (world.Chaos.Strikes(Fault.HotPartition, 0.1))
        {
            hotUntil = now + TimeSpan.FromSeconds(world.Dice.Next(5, 60));
            hot = world.Dice.Next(2) == 0 ? "claims#" : "shardId-000000000000";
        }

        if (world.Chaos.Strikes(Fault.AccessDenied, 0.06))
        {
            deniedUntil = now + TimeSpan.FromSeconds(world.Dice.Next(5, 60));
            denied = (CallKind)world.Dice.Next(Enum.GetValues<CallKind>().Length);
        }
    }

    public bool IsThrottled(Call call)
    {
        var now = world.Thread.Now;
        var stormy = call.Service switch
        {
            Service.S3 => now < objectsStormUntil && world.Dice.Next(10) < objectsRefused,
            Service.Kinesis => now < stormUntil && kinesisStorms && world.Dice.Next(10) < 7,
            _ => now < stormUntil && dynamoStorms && world.Dice.Next(10) < 7,
        };
        return !world.Chaos.IsOver
            && (stormy || (now < hotUntil && call.Subject.Contains(hot!, StringComparison.Ordinal)));
    }

    public bool IsDenied(Call call) => !world.Chaos.IsOver && world.Thread.Now < deniedUntil && call.Kind == denied;
}
