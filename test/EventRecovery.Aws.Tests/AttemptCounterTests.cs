namespace EventRecovery.Aws.Tests;

public sealed class AttemptCounterTests
{
    [Theory]
    [InlineData("attempt=1; max=3", 1)]
    [InlineData("attempt=2; max=3", 2)]
    [InlineData("ttl=20261122T080000Z; attempt=3; max=3", 3)]
    [InlineData("attempt=2", 2)]
    [InlineData("attempt=; max=3", 1)]
    [InlineData("", 1)]
    public void The_number_of_the_attempt_is_in_the_header(string header, int number) =>
        AttemptCounter.NumberOf(header).ShouldBe(number);
}
