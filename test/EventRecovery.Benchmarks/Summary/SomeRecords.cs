using EventRecovery.Benchmarks.Replay;
using EventRecovery.Streams;

namespace EventRecovery.Benchmarks.Summary;

/// <summary>Events as a stream holds them, the same in every run.</summary>
internal static class SomeRecords
{
    public static readonly DateTimeOffset At = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    public static StreamRecord Record(int number)
    {
        var (key, data) = InMemoryScene.Event(number, At);
        return new StreamRecord(Sequence(number), key, At, data);
    }

    public static SequenceNumber Sequence(int number) =>
        new(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"49{number:D54}"));
}
