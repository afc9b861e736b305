namespace EventRecovery.Recalculation;

public class RecalculationVersionTests
{
    [Theory]
    [InlineData("rate-adjustment/1")]
    [InlineData("a/2147483647")]
    [InlineData("fx_rates.v2/12")]
    public void A_version_reads_back_what_it_writes(string text) =>
        RecalculationVersion.Parse(text).ToString().ShouldBe(text);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("rate-adjustment")]
    [InlineData("rate-adjustment/")]
    [InlineData("rate-adjustment/0")]
    [InlineData("rate-adjustment/01")]
    [InlineData("rate-adjustment/-1")]
    [InlineData("rate-adjustment/1/2")]
    [InlineData("rate-adjustment/99999999999")]
    [InlineData("/1")]
    [InlineData("Rate/1")]
    [InlineData("a b/1")]
    [InlineData("a#b/1")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/1")]
    public void What_is_no_version_is_refused(string? text) =>
        RecalculationVersion.TryParse(text, out _).ShouldBeFalse();
}
