using System.Globalization;
using System.Text;
using EventRecovery.Claims;
using EventRecovery.Events;

namespace EventRecovery.Validation;

public sealed class PackedEventsTests
{
    private static EventId Id(int number) => new(string.Create(CultureInfo.InvariantCulture, $"payment-{number:D9}"));

    private static byte[] Data(int number) =>
        Encoding.UTF8.GetBytes(
            $$"""{"id":"{{Id(number)}}","timestamp":"2026-11-22T08:00:00Z","account":"account-{{number % 97}}","status":"processed","original_value":{{number}},"recalculated_value":{{number * 11}}}"""
        );

    private static bool Add(PackedEvents events, int number, byte[]? data = null) =>
        events.TryAdd(Id(number), EventDigest.Of(Id(number)), data ?? Data(number));

    private static string? Find(PackedEvents events, int number) =>
        events.Find(EventDigest.Of(Id(number))) is { } data ? Encoding.UTF8.GetString(data.Span) : null;

    [Fact]
    public void What_was_added_is_found()
    {
        var events = new PackedEvents();
        for (var number = 0; number < 1_000; number++)
        {
            Add(events, number).ShouldBeTrue();
        }

        events.Seal();

        for (var number = 999; number >= 0; number -= 7)
        {
            Find(events, number).ShouldBe(Encoding.UTF8.GetString(Data(number)));
        }

        Find(events, 1_000).ShouldBeNull();
        events.Places().ShouldBe(Enumerable.Range(0, 1_000));
        events.IdAt(500).ShouldBe(Id(500).Value);
    }

    [Theory]
    [InlineData(true, "1")]
    [InlineData(false, "3")]
    public void Of_an_events_copies_the_first_or_the_last_is_found(bool firstCounts, string found)
    {
        var events = new PackedEvents(firstCounts);
        foreach (var data in (string[])["1", "2", "3"])
        {
            Add(events, 1, Encoding.UTF8.GetBytes(data)).ShouldBeTrue();
            Add(events, 2).ShouldBeTrue();
        }

        events.Seal();

        Find(events, 1).ShouldBe(found);
        events.Count.ShouldBe(6);
        events.Places().Count.ShouldBe(2);
    }

    [Fact]
    public void A_baseline_of_many_more_than_half_a_million_events_fits_into_the_bound()
    {
        var events = new PackedEvents(mostBytes: PackedEvents.MostBytes / 4);
        for (var number = 0; number < 600_000; number++)
        {
            Add(events, number).ShouldBeTrue();
        }

        events.Seal();

        Find(events, 599_999).ShouldNotBeNull();
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var events = new PackedEvents(mostBytes: 100_000);

        Enumerable.Range(0, 10_000).TakeWhile(number => Add(events, number)).Count().ShouldBeInRange(1_000, 5_000);
    }
}
