using EventRecovery.Testing.Time;

namespace EventRecovery.Runtime;

public class DeadlineTests
{
    [Theory]
    [InlineData(900, 890)]
    [InlineData(60, 54)]
    [InlineData(10, 7)]
    [InlineData(3, 1.5)]
    public void Of_an_invocation_a_margin_is_kept_but_never_more_than_half(double remaining, double usable) =>
        Deadline
            .ForInvocation(new VirtualTime(), TimeSpan.FromSeconds(remaining))
            .Remaining.TotalSeconds.ShouldBe(usable);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(-900)]
    public void No_time_left_has_passed_and_is_not_unlimited(double remaining) =>
        Deadline.ForInvocation(new VirtualTime(), TimeSpan.FromSeconds(remaining)).Passed.ShouldBeTrue();
}
