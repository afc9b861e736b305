using System.Globalization;

namespace EventRecovery.Simulation.Running;

/// <summary>
/// What happened, as a hash that is equal exactly when two histories are, step by step, and, where somebody wants to read it, as
/// lines.
/// </summary>
internal sealed class Story(Func<DateTimeOffset> now, bool keepLines)
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public ulong Hash { get; private set; } = Offset;

    public List<string> Lines { get; } = [];

    public void Tell(string who, string what, string detail = "")
    {
        var time = now();
        Mix((ulong)time.Ticks);
        Mix(who);
        Mix(what);
        Mix(detail);
        if (keepLines)
        {
            Lines.Add(string.Create(CultureInfo.InvariantCulture, $"{time:HH:mm:ss.fff}  {who, -14} {what} {detail}"));
        }
    }

    private void Mix(string text)
    {
        foreach (var c in text)
        {
            Mix(c);
        }

        Mix('\0');
    }

    private void Mix(ulong value) => Hash = (Hash ^ value) * Prime;
}
