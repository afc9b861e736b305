namespace EventRecovery.Replay;

public class RunIdTests
{
    [Theory]
    [InlineData("pricing-bug")]
    [InlineData("2026-11-22_08.00")]
    [InlineData("A")]
    public void Short_plain_names_are_run_ids(string text) => new RunId(text).ToString().ShouldBe(text);

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a#b")]
    [InlineData("a b")]
    [InlineData("ü")]
    public void What_would_break_a_key_or_a_name_is_refused(string text)
    {
        RunId.TryParse(text, out _).ShouldBeFalse();
        Should.Throw<FormatException>(() => new RunId(text)).Message.ShouldContain("1 to 64");
    }

    [Fact]
    public void Sixty_five_characters_are_too_many() => RunId.TryParse(new string('a', 65), out _).ShouldBeFalse();
}
