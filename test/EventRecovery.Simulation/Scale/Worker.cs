namespace EventRecovery.Simulation.Scale;

/// <summary>One execution of the map: it works on one shard after the other, in invocations of bounded length.</summary>
internal sealed class Worker
{
    public int Shard { get; set; }

    /// <summary>Records that are not read yet.</summary>
    public double Left { get; set; }

    /// <summary>When this invocation has to end; negative before the first.</summary>
    public double InvocationEnds { get; set; } = -1;

    /// <summary>Whether its environment has been started.</summary>
    public bool IsWarm { get; set; }

    /// <summary>When the pace allows the next read.</summary>
    public double PaceAt { get; set; }

    /// <summary>When the shard itself has more to give.</summary>
    public double ShardAt { get; set; }

    /// <summary>When what was read last has been recovered, published and noted.</summary>
    public double DoneAt { get; set; }

    public double CheckpointAt { get; set; }
}
