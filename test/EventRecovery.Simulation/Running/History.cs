using EventRecovery.Replay;
using EventRecovery.Simulation.Actors;
using EventRecovery.Simulation.Checks;
using EventRecovery.Simulation.Faults;

namespace EventRecovery.Simulation.Running;

/// <summary>How one history went.</summary>
internal sealed record HistoryResult(
    int Seed,
    ulong Hash,
    Violation? Violation,
    int[] Fired,
    long Steps,
    IReadOnlyList<string> Story
);

/// <summary>
/// One seed's course of events: a producer and its failing consumer, the Reprocessor behind an event source mapping, replays, and
/// all the trouble that the seed has in it. Then the faults stop, what was given up comes again, a last replay runs over
/// everything, and every promise must have been kept.
/// </summary>
internal sealed class History(int seed, bool keepStory = false, string? mutant = null)
{
    /// <summary>No history needs a tenth of it: one that does goes round in circles.</summary>
    private const long MostSteps = 2_000_000;

    private readonly World world = new(seed, keepStory, mutant);

    public HistoryResult Run()
    {
        try
        {
            var ended = world.Thread.Run(LiveAsync, () => world.Ledger.Violation is not null || IsRunningWild());
            if (!ended)
            {
                world.Ledger.Violate("I7", "everybody waits for something that never comes");
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            world.Ledger.Violate("I7", $"an exception that nobody expected: {exception}");
        }

        var (story, ledger) = (world.Story, world.Ledger);
        return new HistoryResult(
            seed,
            story.Hash,
            ledger.Violation,
            world.Chaos.Fired,
            world.Thread.Steps,
            story.Lines
        );
    }

    private bool IsRunningWild()
    {
        if (world.Thread.Steps > MostSteps)
        {
            world.Ledger.Violate("I7", $"{MostSteps} steps, and no end");
        }

        return world.Ledger.Violation is not null;
    }

    private async Task LiveAsync()
    {
        var kinesis = world.Streams.Kinesis;
        kinesis.CreateStream(SourceStreams.Source, world.Scenario.SourceShards);
        kinesis.CreateStream(SourceStreams.Errors, world.Scenario.ErrorShards, TimeSpan.FromDays(365));
        kinesis.CreateStream(SourceStreams.Recovered, 2, TimeSpan.FromDays(365));
        await world.Thread.DelayAsync(TimeSpan.FromMinutes(world.Dice.Next(1, 10)));

        var producer = new Producer(world);
        var trouble = new Trouble(world);
        if (!world.Scenario.StartsWithReplay)
        {
            world.EventSource.Start();
        }

        var isOver = false;
        var troubles = trouble.RunAsync(() => isOver);
        var production = producer.RunAsync();
        await Task.WhenAll([production, .. Replays(world.Dice.Next(0, 3))]);
        world.EventSource.Start();
        isOver = true;
        await troubles;

        world.Chaos.End();
        trouble.Mend();
        // Longer than any claim timeout on any clock, and than any freeze.
        await world.Thread.DelayAsync(TimeSpan.FromMinutes(45));
        await world.EventSource.FinishAsync();
        await FinishAsync();
        if (world.Chaos.IsEnabled(Fault.LateTimeToLive))
        {
            await new MuchLater(world, producer).RunAsync();
        }

        new FinalCheck(world).Check();
    }

    private List<Task> Replays(int count) => Enumerable.Range(1, count).Select(number => ReplayAsync(number)).ToList();

    private async Task ReplayAsync(int number)
    {
        var begin = world.Thread.Now;
        await world.Thread.DelayAsync(TimeSpan.FromMinutes(world.Dice.NextDouble() * 6));
        var from = begin.AddMinutes(world.Dice.Next(-3, 3));

        // Of a window that is not over yet, a clock that is wrong by minutes cannot tell the end.
        var to = world.Thread.Now.AddMinutes(world.Chaos.IsEnabled(Fault.ClockSkew) ? -1.5 : world.Dice.Next(-1, 4));
        if (from >= to || to <= begin)
        {
            return;
        }

        if (world.Chaos.IsEnabled(Fault.TrimmedDuringReplay))
        {
            // It begins when the first of its records are about to expire.
            var late =
                world.Scenario.Retention - (world.Thread.Now - from) - TimeSpan.FromMinutes(world.Dice.Next(0, 3));
            await world.Thread.DelayAsync(late);
        }

        var run = Start($"run-{number}", new ReplayWindow(from, to), world.Dice.Next(4) == 0 ? 2 : 1);
        world.EventSource.Start();
        var operators = new List<Task> { new ReplayOperator(world, run).RunAsync() };
        if (world.Dice.Next(4) == 0)
        {
            operators.Add(new ReplayOperator(world, run).RunAsync());
        }

        await Task.WhenAll(operators);
    }

    /// <summary>Two last replays of everything: the first brings what is missing, the second has nothing left to do.</summary>
    private async Task FinishAsync()
    {
        var everything = new ReplayWindow(world.Thread.Now.AddDays(-2), world.Thread.Now.AddMinutes(-5));
        var last = Start("last", everything, edition: 1);
        await new ReplayOperator(world, last).RunAsync();
        var copies = world.Ledger.Copies;
        var again = Start("again", everything, edition: 1);
        await new ReplayOperator(world, again).RunAsync();
        if (world.Ledger.Copies != copies)
        {
            world.Ledger.Violate("I9", $"a second replay published {world.Ledger.Copies - copies} events");
        }

        if (last.ResultHash != again.ResultHash && !world.Chaos.IsEnabled(Fault.TrimmedDuringReplay))
        {
            world.Ledger.Violate(
                "I9",
                $"two replays of everything have the results {last.ResultHash} and {again.ResultHash}"
            );
        }
    }

    private SimulatedRun Start(string id, ReplayWindow window, int edition)
    {
        var run = new SimulatedRun(id, window, edition);
        world.Runs.Add(id, run);
        return run;
    }
}
