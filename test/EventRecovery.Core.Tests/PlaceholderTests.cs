namespace EventRecovery;

public class PlaceholderTests
{
    [Fact]
    public void Builds() => (1 + 1).ShouldBe(2);
}
