using System.CommandLine;
using System.Globalization;
using EventRecovery.Fuzzing.Targets;

namespace EventRecovery.Fuzzing;

/// <summary>The command line. Exit codes: 0 no input did harm, 1 one did, 2 usage.</summary>
internal static class FuzzCommand
{
    private const int Parts = 20;

    public static int Run(string[] args)
    {
        var inputs = new Option<int>("--inputs")
        {
            Description = "How many, over all targets.",
            DefaultValueFactory = _ => 1_000_000,
        };
        var seed = new Option<int>("--seed")
        {
            Description = "What all chance comes from.",
            DefaultValueFactory = _ => 1,
        };
        var only = new Option<string>("--target") { Description = "One target only.", DefaultValueFactory = _ => "" };
        var replay = new Option<string?>("--replay") { Description = "One input, in base64, for the target." };
        var root = new RootCommand("Feeds damaged bytes to everything that takes bytes from outside.")
        {
            inputs,
            seed,
            only,
            replay,
        };
        root.SetAction(parsed =>
        {
            var name = parsed.GetValue(only)!;
            var targets = AllTargets.All.Where(target => name.Length == 0 || target.Name == name).ToList();
            return targets.Count == 0 ? Unknown(name)
                : parsed.GetValue(replay) is { } input ? Replay(targets[0], Convert.FromBase64String(input))
                : Fuzz(targets, parsed.GetValue(inputs), parsed.GetValue(seed));
        });
        var result = root.Parse(args);
        return result.Errors.Count > 0 ? Usage(result) : result.Invoke();
    }

    private static int Fuzz(List<FuzzTarget> targets, int inputs, int seed)
    {
        var failures = new List<Failure>();
        var started = TimeProvider.System.GetTimestamp();
        Console.WriteLine(
            $"{"target", -12} {"inputs", 9} {"accepted", 9} {"refused", 9} {"bytes/byte", 10} {"outcomes", 8} {"s", 6}"
        );
        var total = 0;
        foreach (var target in targets)
        {
            var run = new TargetRun(target, seed);
            var begun = TimeProvider.System.GetTimestamp();
            if (Feed(run, (int)((long)inputs * target.Share / targets.Sum(one => one.Share))) is { } failure)
            {
                failures.Add(failure);
            }

            total += run.Inputs;
            Console.WriteLine(Row(run, TimeProvider.System.GetElapsedTime(begun)));
        }

        foreach (var failure in failures)
        {
            Tell(failure);
        }

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{total:N0} inputs from seed {seed} in {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0.0} s; {failures.Count} failures"
            )
        );
        return failures.Count == 0 ? 0 : 1;
    }

    private static Failure? Feed(TargetRun run, int inputs)
    {
        for (var part = 1; part <= Parts; part++)
        {
            if (run.Run(inputs * part / Parts) is { } failure)
            {
                return failure;
            }

            if (!Console.IsErrorRedirected)
            {
                Console.Error.Write($"\r{run.Name}: {run.Inputs:N0} of {inputs:N0}   \r");
            }
        }

        return null;
    }

    private static string Row(TargetRun run, TimeSpan took) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{run.Name, -12} {run.Inputs, 9:N0} {run.Accepted / (double)run.Inputs, 9:P1} {1 - (run.Accepted / (double)run.Inputs), 9:P1} {run.WorstRatio, 10:0.0} {run.Kinds, 8} {took.TotalSeconds, 6:0.0}"
        );

    private static int Replay(FuzzTarget target, byte[] input)
    {
        var run = new TargetRun(target, seed: 1);
        if (run.Try(input) is { } failure)
        {
            Tell(failure);
            return 1;
        }

        Console.WriteLine($"{target.Name}: {(run.Accepted > 0 ? "accepted" : "refused")}");
        return 0;
    }

    private static void Tell(Failure failure)
    {
        Console.WriteLine($"{failure.Target}: {failure.What}");
        Console.WriteLine($"  {failure.Input.Length} bytes; again: {failure.Replay}");
    }

    private static int Unknown(string name)
    {
        Console.Error.WriteLine(
            $"error: there is no target {name}; there are {string.Join(", ", AllTargets.All.Select(target => target.Name))}"
        );
        return 2;
    }

    private static int Usage(ParseResult result)
    {
        foreach (var error in result.Errors)
        {
            Console.Error.WriteLine($"error: {error.Message}");
        }

        return 2;
    }
}
