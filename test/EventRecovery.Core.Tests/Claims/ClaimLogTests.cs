namespace EventRecovery.Claims;

public class ClaimLogTests
{
    private static readonly ClaimLogId Id = new("rate-adjustment/1", 0, 1, DateTimeOffset.UnixEpoch);

    [Fact]
    public void A_done_item_that_outlived_its_page_keeps_its_number_from_the_next_page()
    {
        var log = new ClaimLog(Id);

        log.Absorb(new ClaimLogSlice([], new Dictionary<int, PublishedEntries> { [3] = PublishedEntries.All }));

        log.NextPage.ShouldBe(4, "a page 3 would be born closed, and its events taken for published");
    }
}
