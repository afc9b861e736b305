using System.Numerics;

namespace EventRecovery.Claims;

/// <summary>Slots and window length of claim logs, for events from <paramref name="From"/> on.</summary>
public sealed record ClaimLayoutRule(DateTimeOffset From, int Slots, TimeSpan Window)
{
    /// <summary>One slot a shard spreads writes over DynamoDB partitions; Kinesis streams have up to 20,000 shards.</summary>
    public const int MaxSlots = 32_768;

    public static readonly TimeSpan MinWindow = TimeSpan.FromMinutes(1);

    /// <summary>Sparse streams want long windows, since each log that a batch touches costs a write.</summary>
    public static readonly TimeSpan MaxWindow = TimeSpan.FromDays(7);

    /// <summary>A power of two, from 1 to <see cref="MaxSlots"/>, so that a slot is the top bits of the hash key.</summary>
    public int Slots { get; } =
        Slots is >= 1 and <= MaxSlots && BitOperations.IsPow2(Slots)
            ? Slots
            : throw new ArgumentOutOfRangeException(nameof(Slots), Slots, $"must be a power of two up to {MaxSlots}");

    /// <summary>From <see cref="MinWindow"/> to <see cref="MaxWindow"/>, in whole seconds.</summary>
    public TimeSpan Window { get; } =
        Window >= MinWindow && Window <= MaxWindow && Window.Ticks % TimeSpan.TicksPerSecond == 0
            ? Window
            : throw new ArgumentOutOfRangeException(
                nameof(Window),
                Window,
                $"must be whole seconds from {MinWindow} to {MaxWindow}"
            );

    internal DateTimeOffset WindowStart(DateTimeOffset timestamp)
    {
        var ticks = timestamp.UtcTicks;
        return new DateTimeOffset(ticks - (ticks % Window.Ticks), TimeSpan.Zero);
    }
}
