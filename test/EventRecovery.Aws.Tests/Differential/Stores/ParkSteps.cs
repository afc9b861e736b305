using EventRecovery.Parking;
using EventRecovery.Streams;

namespace EventRecovery.Aws.Tests.Differential.Stores;

/// <summary>The places where the traces park events, on two days.</summary>
internal static class Places
{
    public const int Count = 6;

    public static SourcePosition Number(int place) =>
        new(
            new StreamName(place % 2 == 0 ? "event_stream" : "error_events"),
            new ShardId($"shardId-{place % 3}"),
            new RecordPosition(
                new SequenceNumber(place < 3 ? "9" : "10"),
                place switch
                {
                    0 or 5 => null,
                    _ => place - 1,
                }
            )
        );

    public static DateTimeOffset ArrivalAt(int place) =>
        StoreSystem.Eight.AddHours(place == 4 ? 20 : place).AddTicks(place);

    public static DateOnly DayOf(int place) => DateOnly.FromDateTime(ArrivalAt(place).UtcDateTime);
}

internal sealed record Park(int Place, int Bytes, string Why) : Step<StoreSystem>
{
    public override async Task<object?> AskAsync(StoreSystem system, CancellationToken token)
    {
        await system.Lot.ParkAsync(
            [
                new ParkedEvent(
                    Places.Number(Place),
                    Places.ArrivalAt(Place),
                    "k é",
                    Why,
                    Why.Length > 4 ? "" : "because",
                    "rate-adjustment/1",
                    new byte[Bytes]
                ),
            ],
            token
        );
        return "parked";
    }
}

internal sealed record FindParked(int Place, int DayOf) : Step<StoreSystem>
{
    public override async Task<object?> AskAsync(StoreSystem system, CancellationToken token) =>
        await system.Parked.FindAsync(Places.DayOf(DayOf), Places.Number(Place), token);
}

internal sealed record Resolve(int Place, ParkedState State) : Step<StoreSystem>
{
    public override async Task<object?> AskAsync(StoreSystem system, CancellationToken token) =>
        await system.Parked.ResolveAsync(Places.DayOf(Place), Places.Number(Place), State, token);
}

/// <summary>In order: the port promises one.</summary>
internal sealed record ListParked(int DayOf) : Step<StoreSystem>
{
    public override async Task<object?> AskAsync(StoreSystem system, CancellationToken token) =>
        await StoreSystem.AllAsync(system.Parked.ListAsync(Places.DayOf(DayOf), token), token);
}
