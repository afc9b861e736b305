namespace EventRecovery.Simulation.Model.Search;

/// <summary>The steps that need no fault, to ask of each state whether everything can still be finished by them alone.</summary>
internal sealed class FaultlessSteps
{
    private readonly List<int> targets = [];
    private readonly List<int> firsts = [];
    private readonly List<bool> complete = [];

    /// <summary>Begins the next state, in the order of discovery.</summary>
    public void Begin(bool isComplete)
    {
        firsts.Add(targets.Count);
        complete.Add(isComplete);
    }

    public void Add(int to) => targets.Add(to);

    /// <summary>The first state from which nothing leads to the end any more; null when there is none.</summary>
    public int? FindTrap()
    {
        var finishes = complete.ToArray();
        for (var changed = true; changed; )
        {
            changed = false;
            // Later states are nearer to the end, so most is settled in the first pass.
            for (var state = finishes.Length - 1; state >= 0; state--)
            {
                if (!finishes[state] && LeadsOn(state, finishes))
                {
                    finishes[state] = changed = true;
                }
            }
        }

        var trap = Array.IndexOf(finishes, false);
        return trap < 0 ? null : trap;
    }

    private bool LeadsOn(int state, bool[] finishes)
    {
        var end = state + 1 < firsts.Count ? firsts[state + 1] : targets.Count;
        for (var i = firsts[state]; i < end; i++)
        {
            if (finishes[targets[i]])
            {
                return true;
            }
        }

        return false;
    }
}
