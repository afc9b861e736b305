using EventRecovery.Cli.Reports;

namespace EventRecovery.Cli.Tests.Reports;

/// <summary>The report in a real browser.</summary>
public sealed class BrowserTests
{
    [Fact]
    public async Task On_a_phone_and_on_a_desk_nothing_overflows_and_the_console_stays_silent()
    {
        Assert.SkipWhen(
            Browser.Path is null,
            "There is no Chromium on the PATH: install it to check the report in a browser."
        );

        var (frames, console) = await Browser.MeasureAsync(ReportPage.Of(SomeReport.Model), 390, 1_440);

        console.ShouldBeEmpty();
        frames.Select(frame => frame.Width).ShouldBe([390, 1_440]);
        frames.ShouldAllBe(frame => frame.ScrollWidth == frame.Width && frame.Outside == 0);
        frames.ShouldAllBe(frame => frame.Height > 900, "it was laid out");
    }

    [Fact]
    public async Task A_page_that_is_too_wide_or_complains_is_noticed()
    {
        Assert.SkipWhen(
            Browser.Path is null,
            "There is no Chromium on the PATH: install it to check the report in a browser."
        );

        var (frames, console) = await Browser.MeasureAsync(
            "<!doctype html><meta http-equiv=Content-Security-Policy content=\"default-src 'none'\"><div style='width:2000px'>a</div><img src=https://example.org/a.png>",
            390
        );

        frames[0].Width.ShouldBe(390);
        console.ShouldContain("Content Security Policy");
    }
}
