using EventRecovery.Simulation.Model.States;

namespace EventRecovery.Simulation.Model.Search;

/// <summary>Visits every state that can be reached, nearest first, so that the first violation has the shortest course.</summary>
internal sealed class BreadthFirst(Scene scene, Mistake mistake = Mistake.None)
{
    private const string Trap = "from here on nothing finishes the records, though no fault strikes any more";

    private readonly Moves moves = new(scene, mistake);
    private readonly StateSet known = new();
    private readonly FaultlessSteps faultless = new();

    /// <summary>By state: whence it was reached first, and as which of that state's successors.</summary>
    private readonly List<(int From, byte Choice)> origins = [];
    private long steps;

    /// <param name="mostStates">To give up after.</param>
    /// <param name="progress">Hears of every depth: states so far, and those to expand next.</param>
    public SearchResult Run(int mostStates, Action<int, int>? progress = null)
    {
        // The engine must run on inline, on this thread.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return Search(mostStates, progress);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    /// <summary>The steps of a refutation that this search has found, for people.</summary>
    public IReadOnlyList<string> Tell(Refutation refuted) => new Trace(scene, moves).Tell(refuted);

    private SearchResult Search(int mostStates, Action<int, int>? progress)
    {
        var initial = new ModelState(scene.Logs) { Left = scene.Faults }.Encode(out _);
        known.TryAdd(KeyOf(initial), out _);
        origins.Add((-1, 0));
        List<byte[]> frontier = [initial];
        var (number, depth) = (0, 0);
        for (; frontier.Count > 0; depth++)
        {
            var next = new List<byte[]>();
            foreach (var encoded in frontier)
            {
                if (Expand(ModelState.Decode(encoded, scene.Logs), number, next) is { } refuted)
                {
                    return Result(depth + 1, isFull: false) with { Refuted = refuted };
                }

                number++;
            }

            progress?.Invoke(known.Count, next.Count);
            if (known.Count > mostStates)
            {
                return Result(depth, isFull: false);
            }

            frontier = next;
        }

        return faultless.FindTrap() is { } trap
            ? Result(depth - 1, isFull: true) with
            {
                Refuted = new Refutation(Trap, CourseTo(trap)),
            }
            : Result(depth - 1, isFull: true);
    }

    private Refutation? Expand(ModelState state, int number, List<byte[]> next)
    {
        faultless.Begin(moves.IsComplete(state));
        byte choice = 0;
        foreach (var successor in moves.From(state))
        {
            steps++;
            if (successor.Violation is { } violation)
            {
                return new Refutation(violation, [.. CourseTo(number), choice]);
            }

            var encoded = successor.State.Encode(out _);
            if (known.TryAdd(KeyOf(encoded), out var reached))
            {
                origins.Add((number, choice));
                next.Add(encoded);
            }

            if (successor.Move.IsFaultless)
            {
                faultless.Add(reached);
            }

            choice++;
        }

        return null;
    }

    private SearchResult Result(int depth, bool isFull) =>
        new(scene, known.Count, steps, depth, moves.Locals.Count, moves.Locals.Steps, isFull);

    private List<byte> CourseTo(int state)
    {
        var course = new List<byte>();
        for (var at = state; origins[at].From >= 0; at = origins[at].From)
        {
            course.Add(origins[at].Choice);
        }

        course.Reverse();
        return course;
    }

    private static UInt128 KeyOf(byte[] encoded)
    {
        var mixer = default(Mixer);
        mixer.Add(encoded);
        return mixer.Value;
    }
}
