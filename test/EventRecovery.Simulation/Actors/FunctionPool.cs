using EventRecovery.Recalculation;
using EventRecovery.Simulation.Faults;
using EventRecovery.Simulation.Running;

namespace EventRecovery.Simulation.Actors;

/// <summary>What came of an invocation.</summary>
/// <param name="Finished">So many of the batch's first records are acknowledged.</param>
internal readonly record struct Invoked(int Finished, string? Error);

/// <summary>The Reprocessor's execution environments, warm and new, each for one invocation at a time.</summary>
internal sealed class FunctionPool(World world)
{
    private readonly List<ReprocessorProcess> idle = [];
    private int started;

    public int Working { get; private set; }

    public async Task<Invoked> InvokeAsync(IReadOnlyList<SourceRecord> batch, bool redrive = false)
    {
        var function = Take();
        var (process, timeout) = (function.Process, TimeSpan.FromSeconds(world.Dice.Next(15, 61)));
        process.IsRedriving = redrive;
        process.Batch = [.. batch];
        process.Invoked(timeout);
        process.MayAnswerLate = world.Chaos.Strikes(Fault.NoTimeRemaining, 0.08);
        var remaining = process.MayAnswerLate ? TimeSpan.FromSeconds(-world.Dice.Next(3)) : timeout;
        NoteMeeting();
        world.Story.Tell(process.Name, "invoked", $"{batch.Count} from {batch[0].Record.Sequence}");

        Working++;
        var answer = function.InvokeAsync(KinesisEvents.Of(batch), remaining);
        var cutOff = world.Thread.DelayAsync(timeout);
        await Task.WhenAny(answer, process.Died, cutOff);
        Working--;

        if (answer.IsCompleted)
        {
            return await AnsweredAsync(function, answer, batch);
        }

        if (!process.IsDead && !process.IsHeldUp)
        {
            world.Ledger.Violate("I7", $"{process.Name} is cut off at its deadline, though no call held it up");
        }

        // A new environment takes over, or the same one, in which the frozen invocation may thaw.
        process.HasGhost = true;
        if (!process.IsDead && world.Dice.Next(2) == 0)
        {
            idle.Add(function);
        }

        return new Invoked(0, "no answer");
    }

    /// <summary>No environment lives for more than hours.</summary>
    public void Retire() => idle.Clear();

    private async Task<Invoked> AnsweredAsync(
        ReprocessorProcess function,
        Task<string?> answer,
        IReadOnlyList<SourceRecord> batch
    )
    {
        string? unfinished;
        idle.Add(function);
        try
        {
            unfinished = await answer;
        }
        catch (Exception failure)
        {
            // A function error: Lambda tells the mapping, and the batch comes again.
            world.Ledger.NoSecretIn(failure.ToString(), "a function error");
            world.Ledger.Ended(function.Process);
            return new Invoked(0, failure.Message);
        }

        world.Ledger.Ended(function.Process);
        var finished = batch.TakeWhile(record => record.Record.Sequence.Value != unfinished).Count();
        if (unfinished is not null && finished == batch.Count)
        {
            world.Ledger.Violate("I7", $"the answer names {unfinished}, which is not in the batch");
        }

        world.Ledger.Acknowledged(function.Version, batch.Take(finished));
        return new Invoked(finished, unfinished is null ? null : $"unfinished: {unfinished}");
    }

    private ReprocessorProcess Take()
    {
        var version = world.CurrentRecalculation;
        idle.RemoveAll(function => function.Process.IsDead || function.Version != version.Version.ToString());
        var cold = idle.Count == 0 || world.Chaos.Strikes(Fault.ColdStart, 0.1);
        if (cold)
        {
            var fresh = new ReprocessorProcess(world, ++started, version);
            world.Skew(fresh.Process);
            fresh.PagesSeen = world.Ledger.Pages;
            return fresh;
        }

        var index = world.Dice.Next(idle.Count);
        var warm = idle[index];
        idle.RemoveAt(index);
        if (warm.PagesSeen != world.Ledger.Pages)
        {
            // Others have appended meanwhile: what it remembers is behind.
            world.Chaos.Note(Fault.StalePageCache);
        }

        world.Skew(warm.Process);
        warm.PagesSeen = world.Ledger.Pages;
        return warm;
    }

    private void NoteMeeting()
    {
        if (world.RunsAtWork > 0)
        {
            world.Chaos.Note(Fault.LiveAndReplay);
        }
    }
}
