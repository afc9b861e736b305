using System.Globalization;
using EventRecovery.Aws.DynamoDb;
using EventRecovery.Simulation.Actors;
using EventRecovery.Simulation.Faults;

namespace EventRecovery.Simulation.Running;

/// <summary>
/// More than a year later: time to live has deleted some of what has expired, in no order, and is late with the rest. Then events
/// come whose timestamps lie in those days, and whoever claims the first of them dies.
/// </summary>
internal sealed class MuchLater(World world, Producer producer)
{
    private const int Events = 3;

    public async Task RunAsync()
    {
        var then = world.Thread.Now.AddHours(-1);
        await world.Thread.DelayAsync(DynamoClaimStore.PageLife + TimeSpan.FromHours(world.Dice.Next(2, 24)));
        DeleteSome();
        var before = world.Streams.Records(SourceStreams.Errors).Count;
        for (var i = 0; i < Events; i++)
        {
            producer.PutOld(then.AddMinutes(-world.Dice.Next(60)));
        }

        world.Chaos.KillsNextClaimer = true;
        await world.EventSource.DeliverLateAsync(before);
    }

    private void DeleteSome()
    {
        foreach (var (pk, sk, item) in world.Table.All.ToList())
        {
            var isOver =
                item.Attributes.TryGetValue("expiresAt", out var at)
                && long.Parse(at.N, CultureInfo.InvariantCulture) < world.Thread.Now.ToUnixTimeSeconds();
            if (isOver && world.Dice.Next(3) > 0)
            {
                world.Chaos.Note(Fault.LateTimeToLive);
                world.Table.Delete(pk, sk);
                world.Ledger.Expired(pk, sk);
            }
        }
    }
}
