namespace EventRecovery.Local.Processes;

/// <summary>Keeps the last few lines a program wrote, for the message when it fails. Safe for several threads.</summary>
internal sealed class LastLines(int limit)
{
    private readonly Queue<string> _lines = new();

    public void Add(string line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        lock (_lines)
        {
            _lines.Enqueue(line.Trim());
            if (_lines.Count > limit)
            {
                _lines.Dequeue();
            }
        }
    }

    /// <summary>All of them in one line.</summary>
    public override string ToString()
    {
        lock (_lines)
        {
            return _lines.Count == 0 ? "(it said nothing)" : string.Join(" | ", _lines);
        }
    }
}
