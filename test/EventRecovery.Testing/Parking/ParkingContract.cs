using EventRecovery.Parking;
using EventRecovery.Streams;

namespace EventRecovery.Testing.Parking;

/// <summary>What every parking lot must do, and show to the operator.</summary>
public abstract class ParkingContract
{
    private static readonly DateTimeOffset Eight = new(2026, 11, 22, 8, 0, 0, 1, TimeSpan.Zero);

    protected abstract IParkingLot Lot { get; }

    protected abstract IParkedEvents Parked { get; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Each test has a day of its own, so one table may serve all of them.</summary>
    private static DateTimeOffset ArrivedAt =>
        Eight.AddDays(-(Convert.ToInt32(TestContext.Current.Test!.UniqueID[..5], 16) % 700_000));

    private static DateOnly Day => DateOnly.FromDateTime(ArrivedAt.UtcDateTime);

    [Fact]
    public async Task Everything_that_is_parked_comes_back()
    {
        var poison = Poison(Source("42", sub: 3));

        await Lot.ParkAsync([poison], Cancelled);

        var item = (await Parked.FindAsync(Day, poison.Source, Cancelled)).ShouldNotBeNull();
        ShouldBeSame(item.Event, poison);
        (item.Attempts, item.State).ShouldBe((1, ParkedState.Parked));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(300_001)]
    [InlineData(1_000_000)]
    public async Task Empty_and_large_bytes_come_back_too(int length)
    {
        var poison = Poison(Source("42")) with { Data = Bytes(length) };

        await Lot.ParkAsync([poison], Cancelled);

        ShouldBeSame((await Parked.FindAsync(Day, poison.Source, Cancelled))!.Event, poison);
    }

    [Fact]
    public async Task Parking_again_counts_and_changes_nothing_else()
    {
        var poison = Poison(Source("42"));
        await Lot.ParkAsync([poison], Cancelled);

        await Lot.ParkAsync([poison with { Reason = "not-json", Data = Bytes(5) }], Cancelled);

        var item = (await Parked.FindAsync(Day, poison.Source, Cancelled))!;
        ShouldBeSame(item.Event, poison);
        item.Attempts.ShouldBe(2);
    }

    [Fact]
    public async Task What_is_not_parked_is_not_found()
    {
        (await Parked.FindAsync(Day, Source("42"), Cancelled)).ShouldBeNull();
        (await Parked.ResolveAsync(Day, Source("42"), ParkedState.Discarded, Cancelled)).ShouldBeFalse();
        (await ListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_day_is_listed_in_order_of_place()
    {
        SourcePosition[] ordered =
        [
            Source("9"),
            Source("10"),
            Source("10", sub: 2),
            Source("10", sub: 10),
            Source(new string('8', 56)),
        ];
        await Lot.ParkAsync([.. ordered.Reverse().Select(Poison)], Cancelled);
        await Lot.ParkAsync([Poison(Source("11")) with { ArrivedAt = ArrivedAt.AddDays(1) }], Cancelled);

        (await ListAsync()).Select(item => item.Event.Source).ShouldBe(ordered);
    }

    [Fact]
    public async Task Many_are_parked_at_once()
    {
        var poison = Enumerable.Range(1, 60).Select(index => Poison(Source($"{index}"))).ToList();

        await Lot.ParkAsync(poison, Cancelled);

        (await ListAsync()).Count.ShouldBe(poison.Count);
    }

    [Fact]
    public async Task One_of_those_who_resolve_an_item_does()
    {
        var poison = Poison(Source("42"));
        await Lot.ParkAsync([poison], Cancelled);

        var resolved = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Parked.ResolveAsync(Day, poison.Source, ParkedState.Retried, Cancelled))
        );

        resolved.Count(done => done).ShouldBe(1);
        (await Parked.FindAsync(Day, poison.Source, Cancelled))!.State.ShouldBe(ParkedState.Retried);
    }

    [Fact]
    public async Task A_redelivery_does_not_park_a_resolved_item_anew()
    {
        var poison = Poison(Source("42"));
        await Lot.ParkAsync([poison], Cancelled);
        await Parked.ResolveAsync(Day, poison.Source, ParkedState.Discarded, Cancelled);

        await Lot.ParkAsync([poison], Cancelled);

        var item = (await Parked.FindAsync(Day, poison.Source, Cancelled))!;
        (item.State, item.Attempts).ShouldBe((ParkedState.Discarded, 2));
    }

    private static SourcePosition Source(string sequence, int? sub = null) =>
        new(
            new StreamName("error_events"),
            new ShardId("shardId-000000000003"),
            new RecordPosition(new SequenceNumber(sequence), sub)
        );

    private static ParkedEvent Poison(SourcePosition source) =>
        new(source, ArrivedAt, "device 7", "missing-id", "There is no /id.", "rate-adjustment/1", Bytes(100));

    private static byte[] Bytes(int length) => [.. Enumerable.Range(0, length).Select(index => (byte)(index % 251))];

    private static void ShouldBeSame(ParkedEvent actual, ParkedEvent expected)
    {
        (actual with { Data = default }).ShouldBe(expected with { Data = default });
        actual.Data.Span.SequenceEqual(expected.Data.Span).ShouldBeTrue();
    }

    private async Task<List<ParkedItem>> ListAsync()
    {
        var items = new List<ParkedItem>();
        await foreach (var item in Parked.ListAsync(Day, Cancelled))
        {
            items.Add(item);
        }

        return items;
    }
}
