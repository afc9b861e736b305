namespace EventRecovery.Local.Processes;

/// <summary>Keeps the last few lines a program wrote, for the message when it fails. Safe for several threads.</summary>
internal sealed class LastLines(int limit)
{
    private readonly Queue<string> lines = new();

    public void Add(string line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        lock (lines)
        {
            lines.Enqueue(line.Trim());
            if (lines.Count > limit)
            {
                lines.Dequeue();
            }
        }
    }

    /// <summary>All of them in one line.</summary>
    public override string ToString()
    {
        lock (lines)
        {
            return lines.Count == 0 ? "(it said nothing)" : string.Join(" | ", lines);
        }
    }
}
