using EventRecovery.Cli.Reports;

namespace EventRecovery.Cli.Tests.Reports;

public sealed class ReportPageTests
{
    [Fact]
    public void The_verdict_comes_first()
    {
        var page = ReportPage.Of(SomeReport.Model);

        var verdict = page.IndexOf("Safe, and published: 4 checks passed, 1 open", StringComparison.Ordinal);
        verdict.ShouldBeGreaterThan(0);
        verdict.ShouldBeLessThan(page.IndexOf("<section>", StringComparison.Ordinal));
    }

    [Fact]
    public void A_check_that_failed_holds_the_run_and_says_why()
    {
        var page = ReportPage.Of(
            SomeReport.Model with
            {
                Checks =
                [
                    .. SomeReport.Model.Checks,
                    new Check("Audit", Outcome.Failed, "3 events are missing, 0 wrong, 0 doubled"),
                ],
            }
        );

        page.ShouldContain("Hold: 3 events are missing, 0 wrong, 0 doubled");
        page.ShouldNotContain("checks passed");
    }

    [Fact]
    public void What_was_not_published_yet_is_safe_to_publish() =>
        ReportPage
            .Of(SomeReport.Model with { Versions = [] })
            .ShouldContain("Safe to publish: 4 checks passed, 1 open");

    [Fact]
    public void What_comes_from_events_is_encoded()
    {
        var page = ReportPage.Of(SomeReport.Model);

        page.ShouldNotContain("<script");
        page.ShouldContain("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#x27;&amp;");
    }

    [Fact]
    public void It_needs_no_network_and_no_script()
    {
        var page = ReportPage.Of(SomeReport.Model);

        page.ShouldNotContain("http://");
        page.ShouldNotContain("https://");
        page.ShouldNotContain("onload");
        page.ShouldNotContain("url(");
    }

    [Fact]
    public void The_way_back_names_the_version()
    {
        ReportPage.Of(SomeReport.Model).ShouldContain("recover rollback pricing-bug-2");
        ReportPage
            .Of(SomeReport.Model with { Versions = [SomeReport.Model.Versions[1]] })
            .ShouldContain("the first version of its window");
    }

    [Fact]
    public void Without_an_audit_a_trial_or_a_version_before_it_says_so() =>
        ReportPage
            .Of(
                SomeReport.Model with
                {
                    Changes = null,
                    ComparedWith = null,
                    Anomalies = null,
                    Timeline = [],
                    Story = [],
                }
            )
            .ShouldContain("These results were compared with nothing");
}
