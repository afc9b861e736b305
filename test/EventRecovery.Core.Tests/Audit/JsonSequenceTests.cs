using System.Text;
using EventRecovery.Audit.Reading;

namespace EventRecovery.Audit;

public sealed class JsonSequenceTests
{
    [Theory]
    [InlineData("{\"a\":1}\n{\"a\":2}\n", "{\"a\":1}|{\"a\":2}")]
    [InlineData("{\"a\":1}{\"a\":2}", "{\"a\":1}|{\"a\":2}")]
    [InlineData("{\"a\":1},{\"a\":2}\r\n", "{\"a\":1}|{\"a\":2}")]
    [InlineData("{\n  \"a\": [1, {\"b\": 2}]\n}\n[1]", "{\n  \"a\": [1, {\"b\": 2}]\n}|[1]")]
    [InlineData("{\"a\":\"}\\\"{\\\\\"}{}", "{\"a\":\"}\\\"{\\\\\"}|{}")]
    [InlineData("START RequestId: 1\n{\"a\":1}\nEND", "text:START RequestId: 1|{\"a\":1}|text:END")]
    [InlineData("{\"a\":\"cut\n{\"a\":2}", "broken:{\"a\":\"cut|{\"a\":2}")]
    [InlineData("{\"a\":12\n{\"a\":2}", "broken:{\"a\":12|{\"a\":2}")]
    [InlineData("{\"a\":\n{\"a\":2}\n{\"a\":3}", "broken:{\"a\":|{\"a\":2}|{\"a\":3}")]
    [InlineData("{\"a\":1}\n{\"a\":", "{\"a\":1}|broken:{\"a\":")]
    [InlineData("", "")]
    [InlineData("\n \n", "")]
    public async Task Texts_are_told_apart_however_they_are_written(string file, string pieces)
    {
        foreach (var chunk in (int[])[1, 2, 3, 7, 1000])
        {
            (await SplitAsync(file, chunk)).ShouldBe(pieces, $"read {chunk} bytes at a time");
        }
    }

    [Fact]
    public async Task What_is_longer_than_allowed_costs_no_memory_and_its_own_line_only()
    {
        var file = $"{{\"a\":\"{new string('x', 500_000)}\"}}\n{{\"a\":2}}";

        (await SplitAsync(file, 1000, most: 10_000)).ShouldBe("toolong:|{\"a\":2}");
    }

    [Fact]
    public async Task Deep_nesting_ends_a_piece_rather_than_the_program()
    {
        var pieces = await SplitAsync(new string('[', 100_000) + "\n{}", 65_536);

        pieces.ShouldEndWith("|{}");
    }

    private static async Task<string> SplitAsync(string file, int chunk, int most = 1 << 20)
    {
        var pieces = new List<string>();
        var stream = new Dripping(Encoding.UTF8.GetBytes(file), chunk);
        await foreach (var piece in new JsonSequence(stream, most).ReadAsync(TestContext.Current.CancellationToken))
        {
            var text = Encoding.UTF8.GetString(piece.Data.Span);
            pieces.Add(piece.Kind == JsonPieceKind.Value ? text : $"{piece.Kind.ToString().ToLowerInvariant()}:{text}");
        }

        return string.Join('|', pieces);
    }

    /// <summary>Gives so many bytes at a time, as networks do.</summary>
    private sealed class Dripping(byte[] data, int chunk) : MemoryStream(data)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, chunk)], cancellationToken);
    }
}
