using System.Collections.Concurrent;
using System.Globalization;
using EventRecovery.Simulation.Faults;
using EventRecovery.Simulation.Running;
using Spectre.Console;

namespace EventRecovery.Simulation.Commands;

/// <summary>Runs histories on all cores, and says how often each fault really happened: one that never does proves nothing.</summary>
internal sealed class ManyHistories(int from, int count)
{
    private const int MostFailuresTold = 10;

    private readonly long[] fired = new long[Chaos.Count];
    private readonly long[] histories = new long[Chaos.Count];
    private readonly ConcurrentBag<HistoryResult> failures = [];
    private readonly Lock gate = new();
    private ulong traces;
    private long steps;

    public int Run()
    {
        var started = TimeProvider.System.GetTimestamp();
        if (Console.IsOutputRedirected)
        {
            RunAll(() => { });
        }
        else
        {
            AnsiConsole
                .Progress()
                .Start(context =>
                {
                    var task = context.AddTask($"{count} histories", maxValue: count);
                    RunAll(() => task.Increment(1));
                });
        }

        var elapsed = TimeProvider.System.GetElapsedTime(started);
        Tell(elapsed);
        return failures.IsEmpty ? 0 : 1;
    }

    private void RunAll(Action done) =>
        Parallel.For(
            from,
            from + count,
            seed =>
            {
                Add(new History(seed).Run());
                done();
            }
        );

    private void Add(HistoryResult result)
    {
        lock (gate)
        {
            for (var fault = 0; fault < Chaos.Count; fault++)
            {
                fired[fault] += result.Fired[fault];
                histories[fault] += result.Fired[fault] > 0 ? 1 : 0;
            }

            // In any order the same.
            traces ^= result.Hash;
            steps += result.Steps;
            if (result.Violation is not null)
            {
                failures.Add(result);
            }
        }
    }

    private void Tell(TimeSpan elapsed)
    {
        Console.WriteLine("   # fault                              fired  histories");
        foreach (var fault in Enum.GetValues<Fault>())
        {
            var (times, inHistories) = (fired[(int)fault], histories[(int)fault]);
            var line = string.Create(
                CultureInfo.InvariantCulture,
                $"{(int)fault, 4} {fault, -32} {times, 8} {inHistories, 10}"
            );
            Console.WriteLine(times == 0 ? $"{line}  NEVER" : line);
        }

        foreach (var failure in failures.OrderBy(failure => failure.Seed).Take(MostFailuresTold))
        {
            Console.WriteLine($"seed {failure.Seed}: {failure.Violation}");
            Console.WriteLine(
                $"  its story: dotnet run --project test/EventRecovery.Simulation -- --seed {failure.Seed}"
            );
        }

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{count} histories from seed {from}, {steps} steps, {elapsed.TotalSeconds:0.0} s, {Environment.ProcessorCount} cores; "
                    + $"traces {traces:x16}; {failures.Count} violations"
            )
        );
    }
}
