using System.Runtime.CompilerServices;
using EventRecovery.Parking;
using EventRecovery.Streams;

namespace EventRecovery.Testing.Parking;

/// <summary>Parked events in memory. Thread-safe.</summary>
public sealed class InMemoryParking : IParkingLot, IParkedEvents
{
    private readonly Lock gate = new();
    private readonly Dictionary<SourcePosition, ParkedItem> items = [];

    /// <summary>All that is parked, in order of stream, shard and place.</summary>
    public IReadOnlyList<ParkedItem> Items
    {
        get
        {
            lock (gate)
            {
                return
                [
                    .. items
                        .Values.OrderBy(item => item.Event.Source.Stream.Value, StringComparer.Ordinal)
                        .ThenBy(item => item.Event.Source.Shard.Value, StringComparer.Ordinal)
                        .ThenBy(item => item.Event.Source.Record),
                ];
            }
        }
    }

    public Task ParkAsync(IReadOnlyList<ParkedEvent> events, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            foreach (var parked in events)
            {
                items[parked.Source] = items.TryGetValue(parked.Source, out var before)
                    ? before with
                    {
                        Attempts = before.Attempts + 1,
                    }
                    : new ParkedItem(parked, Attempts: 1, ParkedState.Parked);
            }

            return Task.CompletedTask;
        }
    }

    public async IAsyncEnumerable<ParkedItem> ListAsync(
        DateOnly day,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await Task.CompletedTask;
        foreach (var item in Items.Where(item => DayOf(item) == day))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return item;
        }
    }

    public Task<ParkedItem?> FindAsync(DateOnly day, SourcePosition source, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult(items.TryGetValue(source, out var item) && DayOf(item) == day ? item : null);
        }
    }

    public Task<bool> ResolveAsync(
        DateOnly day,
        SourcePosition source,
        ParkedState state,
        CancellationToken cancellationToken
    )
    {
        lock (gate)
        {
            if (!items.TryGetValue(source, out var item) || DayOf(item) != day || item.State != ParkedState.Parked)
            {
                return Task.FromResult(false);
            }

            items[source] = item with { State = state };
            return Task.FromResult(true);
        }
    }

    private static DateOnly DayOf(ParkedItem item) => DateOnly.FromDateTime(item.Event.ArrivedAt.UtcDateTime);
}
