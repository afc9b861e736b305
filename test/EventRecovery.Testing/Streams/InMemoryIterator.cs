using System.Globalization;
using EventRecovery.Streams;

namespace EventRecovery.Testing.Streams;

/// <summary>What an in-memory iterator says: a place in a shard of one life of a stream, and when it was issued.</summary>
internal sealed record InMemoryIterator(
    StreamName Stream,
    DateTimeOffset CreatedAt,
    ShardId Shard,
    int Index,
    int EmptyPagesLeft,
    DateTimeOffset IssuedAt
)
{
    public ShardIterator ToIterator() =>
        new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Stream}|{CreatedAt.UtcTicks}|{Shard}|{Index}|{EmptyPagesLeft}|{IssuedAt.UtcTicks}"
            )
        );

    public static InMemoryIterator Parse(ShardIterator iterator)
    {
        var parts = iterator.Value.Split('|');
        return parts.Length == 6
            ? new InMemoryIterator(
                new StreamName(parts[0]),
                Time(parts[1]),
                new ShardId(parts[2]),
                int.Parse(parts[3], CultureInfo.InvariantCulture),
                int.Parse(parts[4], CultureInfo.InvariantCulture),
                Time(parts[5])
            )
            : throw new ArgumentException("This iterator was not issued here.", nameof(iterator));
    }

    private static DateTimeOffset Time(string ticks) =>
        new(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero);
}
