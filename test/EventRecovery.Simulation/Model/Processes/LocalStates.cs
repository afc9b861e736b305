namespace EventRecovery.Simulation.Model.Processes;

/// <summary>
/// The states that one process can be in, each found by running the engine. A state is the shortest course of events that leads to it, since
/// a suspended method cannot be copied: to step on, they are played once more in a new process, and then one more. What a step
/// leads to is remembered, so each is played once, however many states of the world it is taken in.
/// </summary>
internal sealed class LocalStates
{
    /// <summary>A process that has just begun.</summary>
    public const int Fresh = 0;

    private readonly SceneData data;
    private readonly bool oneToken;
    private readonly List<LocalState> states = [];
    private readonly Dictionary<UInt128, int> known = [];
    private readonly Dictionary<(int From, LocalEvent Event), int> steps = [];

    public LocalStates(SceneData data, bool oneToken)
    {
        (this.data, this.oneToken) = (data, oneToken);
        Find(new ModelProcess(data, oneToken), Fresh, default);
    }

    public int Count => states.Count;

    /// <summary>Steps of the engine that were played.</summary>
    public int Steps => steps.Count;

    public LocalState this[int state] => states[state];

    public int After(int from, LocalEvent happening)
    {
        if (!steps.TryGetValue((from, happening), out var to))
        {
            to = Play(from, happening);
            steps.Add((from, happening), to);
        }

        return to;
    }

    private int Play(int from, LocalEvent happening)
    {
        var process = new ModelProcess(data, oneToken);
        foreach (var earlier in CourseTo(from))
        {
            process.Step(earlier);
        }

        process.Step(happening);
        if (process.PendingOf(process.Frozen) is { Kind: OperationKind.Acknowledge })
        {
            process.Step(new LocalEvent(LocalEventKind.Thawed, happening.Epoch));
        }

        return Find(process, from, happening);
    }

    private Stack<LocalEvent> CourseTo(int state)
    {
        var course = new Stack<LocalEvent>();
        for (var at = state; at != Fresh; at = states[at].Before)
        {
            course.Push(states[at].By);
        }

        return course;
    }

    private int Find(ModelProcess process, int before, LocalEvent by)
    {
        var print = process.Fingerprint();
        if (!known.TryGetValue(print, out var state))
        {
            state = states.Count;
            known.Add(print, state);
            states.Add(
                new LocalState(process.PendingOf(process.Current), process.PendingOf(process.Frozen), before, by)
                {
                    Failure = process.Failure,
                }
            );
        }

        return state;
    }
}

/// <param name="Current">What the invocation of now waits for; null when there is none.</param>
/// <param name="Frozen">What the frozen one waits for.</param>
/// <param name="Before">The state before it, and <paramref name="By"/> what led here.</param>
internal sealed record LocalState(Operation? Current, Operation? Frozen, int Before, LocalEvent By)
{
    public Exception? Failure { get; init; }
}
