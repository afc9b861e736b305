using System.Text;

namespace EventRecovery.Reprocessor.Tests.Stack;

/// <summary>What a failing consumer puts on the error stream.</summary>
internal readonly record struct ErrorRecord(string Key, byte[] Data)
{
    public static ErrorRecord Event(string id, string key = "k", decimal value = 10m) =>
        Of($$"""{"id":"{{id}}","timestamp":"2026-11-22T08:00:00Z","original_value":{{value}}}""", key);

    public static ErrorRecord Of(string text, string key = "k") => new(key, Encoding.UTF8.GetBytes(text));

    /// <summary>
    /// Different events over some keys, a part of them again and again, in an order that only the seed knows. Each event has a value of
    /// its own, and its copies are the same bytes.
    /// </summary>
    public static IReadOnlyList<ErrorRecord> Shuffled(int seed, int events, int copies, int keys)
    {
        var random = new Random(seed);
        var all = Enumerable
            .Range(0, events)
            .Select(number => Event($"e-{number}", $"key-{number % keys}", number * 0.25m))
            .ToArray();
        ErrorRecord[] records = [.. all, .. Enumerable.Range(0, copies).Select(_ => all[random.Next(events)])];
        random.Shuffle(records);
        return records;
    }
}
