using Amazon.Kinesis.Model;
using EventRecovery.Simulation.Faults;
using EventRecovery.Simulation.Running;

namespace EventRecovery.Simulation.Cloud;

/// <summary>What lies between a process and the services: latency, and everything that can go wrong with a call.</summary>
internal sealed class Wire(World world)
{
    private Chaos Chaos => world.Chaos;

    /// <param name="effect">What the service does; twice, when the client repeats a request whose answer was lost.</param>
    public async Task<T> CallAsync<T>(SimulatedProcess process, Call call, Func<T> effect)
    {
        await process.AliveAsync();
        await world.Thread.DelayAsync(Latency());
        await HoldUpAsync(process, call);
        await process.AliveAsync();
        world.Story.Tell(process.Name, call.Kind.ToString(), call.Subject);
        Refuse(process, call);
        await CrashBeforeAsync(process, call);

        var result = Repeated(call, effect);

        await CrashAfterAsync(process, call);
        await FreezeAsync(process, call, 0.02);
        if (call.Kind == CallKind.PutRecords && Chaos.Strikes(Fault.PutRecordsTimesOutAfterSuccess, 0.05))
        {
            process.IsHeldUp = true;
            world.Ledger.AnswerLost(process);
            await world.Thread.DelayAsync(TimeSpan.FromSeconds(5));
            throw Refusals.NoAnswer();
        }

        if (call.Kind == CallKind.PutObject && Chaos.Strikes(Fault.ObjectAnswerLost, 0.06))
        {
            throw Refusals.NoAnswer();
        }

        await world.Thread.DelayAsync(Latency());
        await process.AliveAsync();
        return result;
    }

    private TimeSpan Latency() => TimeSpan.FromMilliseconds(1 + world.Dice.Next(20));

    private T Repeated<T>(Call call, Func<T> effect)
    {
        var result = effect();
        if (
            call.Kind is CallKind.AppendPage or CallKind.SaveCheckpoint or CallKind.SaveRun
            && Chaos.Strikes(Fault.LostResponseFailsOwnCondition, 0.06)
        )
        {
            // The client repeats what had taken effect, and the repetition fails its own condition.
            return effect();
        }

        return result;
    }

    private async Task HoldUpAsync(SimulatedProcess process, Call call)
    {
        if (call.Kind == CallKind.AppendPage && world.Dice.Next(6) == 0)
        {
            // Between a decision and its page: long enough for somebody else to decide and to append too.
            await world.Thread.DelayAsync(world.Dice.NextDouble() * TimeSpan.FromSeconds(1));
        }

        if (Chaos.Strikes(Fault.RetriesStraddleDeadline, 0.01))
        {
            process.IsHeldUp = true;
            var left = process.DeadlineAt - world.Thread.Now;
            await world.Thread.DelayAsync(Math.Max(0.2, 0.8 + (world.Dice.NextDouble() * 0.4)) * Positive(left));
        }

        if (call.Kind == CallKind.GetRecords && Chaos.Strikes(Fault.IteratorExpires, 0.08))
        {
            if (world.Dice.Next(3) > 0)
            {
                // Kinesis keeps iterators too, and forgets one early where it has no room for it.
                throw new ExpiredIteratorException("Iterator expired.");
            }

            process.IsHeldUp = true;
            await world.Thread.DelayAsync(TimeSpan.FromMinutes(5.1));
        }

        if (call.Service == Service.S3 && Chaos.Strikes(Fault.ObjectStoreSlow, 0.04))
        {
            process.IsHeldUp = true;
            await world.Thread.DelayAsync(TimeSpan.FromSeconds(world.Dice.Next(2, 90)));
        }

        await FreezeAsync(process, call, 0.02);
    }

    private static TimeSpan Positive(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.FromSeconds(1);

    private void Refuse(SimulatedProcess process, Call call)
    {
        if (world.Weather.IsThrottled(call))
        {
            throw Refusals.Throttle(call.Service);
        }

        if (world.Weather.IsDenied(call))
        {
            process.IsHeldUp = true;
            throw Refusals.AccessDenied(call.Service);
        }

        if (call.Service == Service.S3 && Chaos.Strikes(Fault.ObjectStoreFails, 0.06))
        {
            throw Refusals.ServerError(call.Service);
        }
    }

    /// <summary>Frozen past its deadline: somebody else goes on, or a later invocation of the same environment.</summary>
    private async Task FreezeAsync(SimulatedProcess process, Call call, double chance)
    {
        var fault =
            process.Run is not null ? Fault.LeaseExpires
            : world.Dice.Next(2) == 0 ? Fault.ThawedInvocation
            : Fault.ZombieElsewhere;
        if (!(call.IsWrite || world.Dice.Next(4) == 0) || !Chaos.Strikes(fault, chance))
        {
            return;
        }

        process.IsHeldUp = true;
        var minutes = world.Dice.Next(3) == 0 ? world.Dice.Next(16, 24) : world.Dice.Next(1, 6);
        var until = world.Thread.Now + TimeSpan.FromMinutes(minutes);
        if (fault == Fault.ThawedInvocation)
        {
            // This call alone hangs; the environment serves its next invocation meanwhile.
            await world.Thread.DelayAsync(until - world.Thread.Now);
            return;
        }

        process.Freeze(until - world.Thread.Now);
        await process.AliveAsync();
    }

    private async Task CrashBeforeAsync(SimulatedProcess process, Call call)
    {
        if (call.Kind == CallKind.AppendPage && Chaos.Strikes(Fault.CrashBeforeClaim, 0.04))
        {
            process.Kill("before its claim");
        }

        await process.AliveAsync();
    }

    private async Task CrashAfterAsync(SimulatedProcess process, Call call)
    {
        if (call.Kind == CallKind.AppendPage && (Chaos.KillsNextClaimer || Chaos.Strikes(Fault.CrashAfterClaim, 0.04)))
        {
            Chaos.KillsNextClaimer = false;
            process.Kill("after its claim");
        }

        if (call.Kind == CallKind.AppendPage && process.StopsAfterClaim)
        {
            process.Stop(world.Dice.Next(2) == 0 ? null : TimeSpan.FromMinutes(world.Dice.Next(1, 24)));
        }

        if (
            call.Kind is CallKind.PutRecords or CallKind.WriteDone or CallKind.SaveCheckpoint
            && Chaos.Strikes(Fault.CrashAfterPublish, 0.03)
        )
        {
            process.Kill("after it published");
        }

        if (call.Kind == CallKind.PutObject && Chaos.Strikes(Fault.CrashAfterObject, 0.15))
        {
            process.Kill("after it put an object");
        }

        await process.AliveAsync();
    }
}
