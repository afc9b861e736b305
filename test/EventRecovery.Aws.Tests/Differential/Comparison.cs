namespace EventRecovery.Aws.Tests.Differential;

/// <summary>Runs traces on all sides of a subject, in step, and shortens one that they answer differently.</summary>
internal sealed class Comparison<TSystem>(Subject<TSystem> subject, CancellationToken token)
{
    /// <summary>Up to the first unexplained difference, or a known one that leaves traces.</summary>
    public async Task<Outcome<TSystem>> RunAsync(IReadOnlyList<Step<TSystem>> trace)
    {
        var sides = await subject.OpenAsync(token);
        try
        {
            return await RunAsync(trace, sides);
        }
        finally
        {
            await subject.CloseAsync(sides, token);
        }
    }

    /// <summary>Leaves out whatever is not needed for the sides to differ: halves first, then less and less.</summary>
    public async Task<Divergence<TSystem>> ShrinkAsync(Divergence<TSystem> found)
    {
        for (var length = found.Trace.Count / 2; length > 0; length /= 2)
        {
            for (var start = found.Trace.Count - 1 - length; start >= 0; start -= length)
            {
                if (start + length >= found.Trace.Count)
                {
                    continue; // It has become shorter than that.
                }

                List<Step<TSystem>> shorter = [.. found.Trace.Take(start), .. found.Trace.Skip(start + length)];
                found = (await RunAsync(shorter)).Unexplained ?? found;
            }
        }

        return found;
    }

    private async Task<Outcome<TSystem>> RunAsync(
        IReadOnlyList<Step<TSystem>> trace,
        IReadOnlyList<Side<TSystem>> sides
    )
    {
        var answers = new List<IReadOnlyList<string>>();
        var met = new HashSet<string>();
        var compared = 0;
        foreach (var step in trace)
        {
            var given = new List<string>();
            foreach (var side in sides)
            {
                given.Add(await Answer.ToAsync(() => step.AskAsync(side.System, token)));
            }

            answers.Add(given);
            if (given.TrueForAll(answer => answer == given[0]))
            {
                compared++;
                continue;
            }

            if (subject.Known.FirstOrDefault(known => known.Explains(step, given)) is not { } known)
            {
                var names = sides.Select(side => side.Name).ToList();
                return new Outcome<TSystem>(new([.. trace.Take(answers.Count)], answers, names), met, compared);
            }

            met.Add(known.Name);
            if (known.LeavesTraces)
            {
                break;
            }
        }

        return new Outcome<TSystem>(null, met, compared);
    }
}
