using EventRecovery.Fuzzing.Mutations;
using EventRecovery.Fuzzing.Targets;

namespace EventRecovery.Fuzzing;

/// <summary>Feeds one target, from one seed: the same inputs in the same order each time.</summary>
internal sealed class TargetRun
{
    /// <summary>Inputs that showed something new join the corpus, so that changes add up; so many and no more.</summary>
    private const int MostInputsKept = 400;

    private readonly FuzzTarget target;
    private readonly Random random;
    private readonly ByteMutator mutator;
    private readonly List<byte[]> corpus;
    private readonly HashSet<string> kinds = new(StringComparer.Ordinal);

    public TargetRun(FuzzTarget target, int seed)
    {
        this.target = target;
        random = new Random(target.Name.Aggregate(seed, (mix, letter) => unchecked((mix * 31) + letter)));
        mutator = new ByteMutator(random);
        corpus = [.. target.Seeds];
    }

    public string Name => target.Name;

    public int Inputs { get; private set; }

    public int Accepted { get; private set; }

    /// <summary>Bytes allocated beyond the fixed allowance, for each byte of the input.</summary>
    public double WorstRatio { get; private set; }

    public int Kinds => kinds.Count;

    /// <summary>The first failure; null when all inputs were accepted or refused as the contract says.</summary>
    public Failure? Run(int inputs)
    {
        foreach (var seed in target.Seeds)
        {
            if (Try(seed) is { } failure)
            {
                return failure;
            }
        }

        while (Inputs < inputs)
        {
            var input = target.Form.Mutate(Any(), Any(), mutator, random);
            if (Try(input) is { } failure)
            {
                return failure;
            }
        }

        return null;
    }

    /// <summary>Feeds one input.</summary>
    public Failure? Try(byte[] input)
    {
        Inputs++;
        var allocated = Measure(input, out var outcome, out var thrown);
        if (thrown is not null)
        {
            return new Failure(target.Name, input, thrown.ToString());
        }

        var ratio = target.Ratio(input, allocated);
        if (ratio > FuzzTarget.AllowancePerByte)
        {
            // Buffers that a pool had not yet lent do not come again.
            allocated = Measure(input, out _, out _);
            ratio = target.Ratio(input, allocated);
        }

        WorstRatio = Math.Max(WorstRatio, ratio);
        Accepted += outcome.IsAccepted ? 1 : 0;
        if (kinds.Add($"{outcome.IsAccepted} {outcome.Kind}") && corpus.Count < MostInputsKept)
        {
            corpus.Add(input);
        }

        return ratio > FuzzTarget.AllowancePerByte
            ? new Failure(
                target.Name,
                input,
                $"{allocated:N0} bytes allocated: {ratio:0.0} for each byte, beyond the allowances"
            )
            : null;
    }

    private long Measure(byte[] input, out Outcome outcome, out Exception? thrown)
    {
        thrown = null;
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            outcome = target.Run(input);
        }
        catch (Exception exception) when (target.Named.Any(named => named.IsInstanceOfType(exception)))
        {
            outcome = Outcome.Refused(exception);
        }
        catch (Exception exception)
        {
            // What the contract does not name is what is looked for.
            (outcome, thrown) = (default, exception);
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Half of the time a seed, or damage would be all there is after a while.</summary>
    private byte[] Any() => corpus[random.Next(random.Next(2) == 0 ? target.Seeds.Count : corpus.Count)];
}

/// <summary>An input that was neither accepted nor refused as the contract says.</summary>
internal sealed record Failure(string Target, byte[] Input, string What)
{
    public string Replay =>
        $"dotnet run -c Release --project test/EventRecovery.Fuzzing -- --target {Target} --replay {Convert.ToBase64String(Input)}";
}
