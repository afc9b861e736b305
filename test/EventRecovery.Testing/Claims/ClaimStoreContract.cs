using EventRecovery.Claims;
using EventRecovery.Streams;

namespace EventRecovery.Testing.Claims;

/// <summary>What every claim store must do. Each test has logs of its own, so one table may serve all of them.</summary>
public abstract class ClaimStoreContract
{
    private static readonly DateTimeOffset Eight = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);
    private static readonly Writer Me = new(
        Lineage.Consumer("reprocessor"),
        new StreamName("error_events"),
        new ShardId("shardId-000000000007")
    );

    protected abstract IClaimStore Store { get; }

    private static ClaimLogId Log => new(TestContext.Current.Test!.UniqueID, 2, 4, Eight);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_log_that_nobody_wrote_is_empty()
    {
        var slice = await Store.ReadAsync(Log, fromPage: 1, Cancelled);

        slice.Pages.ShouldBeEmpty();
        slice.Done.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_page_comes_back_as_it_was_written()
    {
        var page = Page(1, entries: 500);

        (await Store.AppendAsync(Log, page, Cancelled)).ShouldBe(AppendOutcome.Appended);

        ShouldBeSame((await Store.ReadAsync(Log, fromPage: 1, Cancelled)).Pages.ShouldHaveSingleItem(), page);
    }

    [Fact]
    public async Task A_number_that_is_taken_stays_as_it_is()
    {
        var first = Page(1, token: 1);
        await Store.AppendAsync(Log, first, Cancelled);

        (await Store.AppendAsync(Log, Page(1, token: 2), Cancelled)).ShouldBe(AppendOutcome.Taken);

        ShouldBeSame((await Store.ReadAsync(Log, fromPage: 1, Cancelled)).Pages.ShouldHaveSingleItem(), first);
    }

    [Fact]
    public async Task Of_many_who_append_one_number_one_succeeds()
    {
        var pages = Enumerable.Range(1, 8).Select(token => Page(1, token: (UInt128)token)).ToList();

        var outcomes = await Task.WhenAll(pages.Select(page => Store.AppendAsync(Log, page, Cancelled)));

        outcomes.Count(outcome => outcome == AppendOutcome.Appended).ShouldBe(1);
        var winner = pages[Array.IndexOf(outcomes, AppendOutcome.Appended)];
        ShouldBeSame((await Store.ReadAsync(Log, fromPage: 1, Cancelled)).Pages.ShouldHaveSingleItem(), winner);
    }

    [Fact]
    public async Task A_page_is_open_until_its_done_item_is_written()
    {
        await Store.AppendAsync(Log, Page(1), Cancelled);
        (await Store.ReadDoneAsync(Log, page: 1, Cancelled)).ShouldBeNull();

        await Store.WriteDoneAsync(Log, page: 1, PublishedEntries.All, Cancelled);

        (await Store.ReadDoneAsync(Log, page: 1, Cancelled)).ShouldNotBeNull().IsAll.ShouldBeTrue();
    }

    [Fact]
    public async Task A_done_item_tells_which_entries_were_published()
    {
        var published = Enumerable.Range(0, 500).Select(index => index % 3 == 0).ToList();
        await Store.AppendAsync(Log, Page(1, entries: 500), Cancelled);
        await Store.WriteDoneAsync(Log, page: 1, PublishedEntries.Some(published), Cancelled);

        var alone = await Store.ReadDoneAsync(Log, page: 1, Cancelled);
        var listed = (await Store.ReadAsync(Log, fromPage: 1, Cancelled)).Done[1];

        foreach (var done in (PublishedEntries[])[alone!, listed])
        {
            done.IsAll.ShouldBeFalse();
            Enumerable.Range(0, 500).Select(done.Contains).ShouldBe(published);
        }
    }

    [Fact]
    public async Task A_page_of_which_nothing_was_published_is_closed_all_the_same()
    {
        await Store.AppendAsync(Log, Page(1), Cancelled);
        await Store.WriteDoneAsync(Log, page: 1, PublishedEntries.Some([false, false, false]), Cancelled);

        var done = (await Store.ReadDoneAsync(Log, page: 1, Cancelled)).ShouldNotBeNull();

        Enumerable.Range(0, 3).ShouldAllBe(index => !done.Contains(index));
    }

    [Fact]
    public async Task A_done_item_may_be_written_again_and_say_more()
    {
        await Store.AppendAsync(Log, Page(1), Cancelled);
        await Store.WriteDoneAsync(Log, page: 1, PublishedEntries.Some([true, false, false]), Cancelled);
        await Store.WriteDoneAsync(Log, page: 1, PublishedEntries.All, Cancelled);

        (await Store.ReadDoneAsync(Log, page: 1, Cancelled))!.IsAll.ShouldBeTrue();
    }

    [Fact]
    public async Task Reading_starts_at_the_page_that_was_asked_for()
    {
        for (var number = 1; number <= 12; number++)
        {
            await Store.AppendAsync(Log, Page(number), Cancelled);
            await Store.WriteDoneAsync(Log, number, PublishedEntries.All, Cancelled);
        }

        var slice = await Store.ReadAsync(Log, fromPage: 9, Cancelled);

        slice.Pages.Select(page => page.Number).ShouldBe([9, 10, 11, 12]);
        slice.Done.Keys.ShouldBe([9, 10, 11, 12], ignoreOrder: true);
    }

    [Fact]
    public async Task The_largest_pages_are_read_however_many_they_are()
    {
        var pages = Enumerable.Range(1, 4).Select(number => Page(number, entries: ClaimPage.MaxEntries)).ToList();
        foreach (var page in pages)
        {
            (await Store.AppendAsync(Log, page, Cancelled)).ShouldBe(AppendOutcome.Appended);
        }

        var slice = await Store.ReadAsync(Log, fromPage: 1, Cancelled);

        slice.Pages.Count.ShouldBe(pages.Count);
        foreach (var (read, written) in slice.Pages.Zip(pages))
        {
            ShouldBeSame(read, written);
        }
    }

    [Fact]
    public async Task Logs_of_another_version_slot_or_window_are_others()
    {
        ClaimLogId[] others =
        [
            Log with
            {
                Version = Log.Version + "0",
            },
            Log with
            {
                Slot = 3,
            },
            Log with
            {
                Slots = 8,
            },
            Log with
            {
                WindowStart = Eight.AddHours(1),
            },
        ];
        await Store.AppendAsync(Log, Page(1), Cancelled);

        foreach (var other in others)
        {
            (await Store.ReadAsync(other, fromPage: 1, Cancelled)).Pages.ShouldBeEmpty();
        }
    }

    private static ClaimPage Page(int number, UInt128 token = default, int entries = 3) =>
        new(
            number,
            Me,
            Eight.AddSeconds(number),
            token + 1,
            [
                .. Enumerable
                    .Range(0, entries)
                    .Select(index => new ClaimEntry(
                        new EventDigest(((UInt128)number << 100) + (UInt128)index),
                        new SourceDigest((ulong)(index * 7))
                    )),
            ]
        );

    private static void ShouldBeSame(ClaimPage actual, ClaimPage expected)
    {
        (actual with { Entries = [] }).ShouldBe(expected with { Entries = [] });
        actual.Entries.SequenceEqual(expected.Entries).ShouldBeTrue();
    }
}
