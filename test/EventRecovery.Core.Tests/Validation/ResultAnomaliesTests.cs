using EventRecovery.Replay;
using EventRecovery.Testing.Objects;
using EventRecovery.Testing.Versions;
using EventRecovery.Versions;

namespace EventRecovery.Validation;

public sealed class ResultAnomaliesTests
{
    private const int Events = 600;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_value_that_is_unlike_all_others_is_found_with_its_event()
    {
        var found = await FindAsync(number => number == 500 ? 9_000m : 100m + (number * 7 % 5));

        found.ShouldContain(odd => odd.Series == "/recalculated_value most" && odd.Id == "e500" && odd.Value == 9_000);
    }

    [Fact]
    public async Task Minutes_without_an_event_are_found_although_no_event_tells_of_them()
    {
        var found = await FindAsync(number => number is >= 400 and < 430 ? null : 100m + (number * 7 % 5));

        found[0].Series.ShouldBe("events");
        found[0].From.ShouldBe(SomeResults.From.AddMinutes(400), TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task Where_all_is_as_ever_nothing_is_found() =>
        (await FindAsync(number => 100m + (number * 7 % 5))).ShouldBeEmpty();

    private static async Task<IReadOnlyList<TimeAnomaly>> FindAsync(Func<int, decimal?> value)
    {
        var objects = new InMemoryObjectStore();
        await new SomeResults(objects).PutAsync("run", value, events: Events, perObject: 100);
        var manifest = await new ResultReader(objects).FindAsync(new RunId("run"), Cancelled);
        return await ResultAnomalies.FindAsync(
            objects,
            manifest!,
            SomeResults.From,
            SomeResults.From.AddMinutes(Events - 1),
            Cancelled
        );
    }
}
