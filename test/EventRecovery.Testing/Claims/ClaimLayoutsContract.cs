using EventRecovery.Claims;

namespace EventRecovery.Testing.Claims;

/// <summary>What every store of claim layouts must do.</summary>
public abstract class ClaimLayoutsContract
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    protected abstract IClaimLayouts Layouts { get; }

    private static string Version => TestContext.Current.Test!.UniqueID;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_layout_of_a_version_stays()
    {
        var first = new ClaimLayout(slots: 4, TimeSpan.FromHours(1));
        var later = new ClaimLayout(slots: 16, TimeSpan.FromDays(7));

        var created = await Layouts.GetOrCreateAsync(Version, first, Cancelled);
        var found = await Layouts.GetOrCreateAsync(Version, later, Cancelled);

        created.Rules.ShouldBe(first.Rules);
        found.Rules.ShouldBe(first.Rules);
    }

    [Fact]
    public async Task Every_rule_comes_back_exactly()
    {
        var layout = new ClaimLayout([
            new ClaimLayoutRule(DateTimeOffset.UnixEpoch, 1, TimeSpan.FromMinutes(1)),
            new ClaimLayoutRule(Noon.AddTicks(7), 32_768, TimeSpan.FromDays(7)),
        ]);
        await Layouts.GetOrCreateAsync(Version, layout, Cancelled);

        var found = await Layouts.GetOrCreateAsync(Version, new ClaimLayout(1, TimeSpan.FromHours(1)), Cancelled);

        found.Rules.ShouldBe(layout.Rules);
    }

    [Fact]
    public async Task Writers_who_start_at_once_divide_claims_alike()
    {
        var wishes = Enumerable.Range(0, 8).Select(power => new ClaimLayout(1 << power, TimeSpan.FromHours(1)));

        var given = await Task.WhenAll(wishes.Select(wish => Layouts.GetOrCreateAsync(Version, wish, Cancelled)));

        given.ShouldAllBe(layout => layout.Rules.SequenceEqual(given[0].Rules));
    }
}
