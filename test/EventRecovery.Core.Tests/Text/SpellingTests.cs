namespace EventRecovery.Text;

public class SpellingTests
{
    [Theory]
    [InlineData("limts", "limits")]
    [InlineData("form", "from")]
    [InlineData("repaly", "replay")]
    [InlineData("sampel", "sample")]
    [InlineData("xyzzy", null)]
    public void A_word_is_guessed_from_its_typing_mistakes(string typed, string? meant) =>
        Spelling.Closest(typed, ["limits", "from", "to", "replay", "sample"]).ShouldBe(meant);
}
