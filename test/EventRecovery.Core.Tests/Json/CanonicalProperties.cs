using FsCheck;
using FsCheck.Fluent;

namespace EventRecovery.Json;

public class CanonicalProperties
{
    private static readonly Gen<(JsonTree Tree, int Seed)> Spelled =
        from tree in JsonTree.Trees(4)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select (tree, seed);

    [Fact]
    public void Member_order_number_form_escapes_and_whitespace_never_change_a_hash() =>
        Properties.Hold(
            Spelled,
            given => Hash(JsonSpelling.Of(given.Tree, given.Seed)) == Hash(JsonSpelling.Of(given.Tree, given.Seed + 1))
        );

    [Fact]
    public void Reading_a_canonical_form_gives_what_reading_the_text_gives() =>
        Properties.Hold(
            Spelled,
            given =>
            {
                byte[] text = JsonSpelling.Of(given.Tree, given.Seed);
                return ReferenceJson.Canonical(Canonical(text)).AsSpan().SequenceEqual(ReferenceJson.Canonical(text));
            }
        );

    [Fact]
    public void The_canonical_form_of_a_canonical_form_is_itself() =>
        Properties.Hold(
            Spelled,
            given =>
            {
                byte[] once = Canonical(JsonSpelling.Of(given.Tree, given.Seed));
                return Canonical(once).AsSpan().SequenceEqual(once);
            }
        );

    [Fact]
    public void The_canonical_form_is_that_of_an_independent_implementation() =>
        Properties.Hold(
            Spelled,
            given =>
            {
                byte[] text = JsonSpelling.Of(given.Tree, given.Seed);
                return Canonical(text).AsSpan().SequenceEqual(ReferenceJson.Canonical(text));
            }
        );

    [Fact]
    public void A_hash_is_the_sha256_of_the_canonical_form_also_of_a_large_text()
    {
        string large =
            $"[{string.Join(',', Enumerable.Range(0, 5_000).Select(i => $"{{\"b\":{i}.50,\"a\":\"{i}\"}}"))}]";
        byte[] text = System.Text.Encoding.UTF8.GetBytes(large);

        Hash(text)
            .ToString()
            .ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Canonical(text))));
        Hash(text).ShouldBe(EventHash.OfCanonical(Canonical(text)));
        EventHash.TryParse(Hash(text).ToString(), out var read).ShouldBeTrue();
        read.ShouldBe(Hash(text));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("zz")]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    public void What_is_no_hash_is_not_read(string? text) => EventHash.TryParse(text, out _).ShouldBeFalse();

    private static EventHash Hash(byte[] text) => EventHash.Of(JsonTexts.Read(text));

    private static byte[] Canonical(byte[] text)
    {
        using var output = new PooledBuffer();
        CanonicalJson.Write(JsonTexts.Read(text), output);
        return output.WrittenSpan.ToArray();
    }
}
