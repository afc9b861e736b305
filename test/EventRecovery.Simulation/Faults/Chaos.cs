using EventRecovery.Simulation.Running;

namespace EventRecovery.Simulation.Faults;

/// <summary>
/// Decides when something goes wrong, and counts it. Each history has its own selection of faults: with all of them at once no
/// one of them would get far.
/// </summary>
internal sealed class Chaos
{
    public const int Count = 54;

    /// <summary>Crashes, freezes and the like in one history: more only repeat each other, and cost time.</summary>
    private const int MostStrikes = 24;

    private readonly Random dice;
    private readonly Story story;
    private readonly bool[] enabled = new bool[Count];
    private int strikes;

    public Chaos(Random dice, Story story)
    {
        (this.dice, this.story) = (dice, story);
        if (dice.Next(20) == 0)
        {
            // Now and then nothing goes wrong, and then nothing at all may be doubled.
            IsQuiet = true;
            return;
        }

        var share = 0.15 + (dice.NextDouble() * 0.35);
        for (var i = 1; i < Count; i++)
        {
            enabled[i] = dice.NextDouble() < share;
        }
    }

    public int[] Fired { get; } = new int[Count];

    /// <summary>No more of it: what is broken gets mended, and everybody finishes.</summary>
    public bool IsOver { get; private set; }

    /// <summary>A history in which nothing goes wrong.</summary>
    public bool IsQuiet { get; }

    /// <summary>By script: whoever claims next dies of it.</summary>
    public bool KillsNextClaimer { get; set; }

    public bool IsEnabled(Fault fault) => enabled[(int)fault];

    public void End() => IsOver = true;

    /// <summary>Whether the fault strikes now, with this chance where the history has it at all.</summary>
    public bool Strikes(Fault fault, double chance)
    {
        if (IsOver || !enabled[(int)fault] || strikes >= MostStrikes || dice.NextDouble() >= chance)
        {
            return false;
        }

        strikes++;
        Note(fault);
        return true;
    }

    /// <summary>Counts a fault that happened by itself.</summary>
    public void Note(Fault fault)
    {
        Fired[(int)fault]++;
        story.Tell("fault", fault.ToString());
    }
}
