using System.Text;

namespace EventRecovery.Json;

public class JsonTextTests
{
    [Theory]
    [InlineData("", JsonProblemKind.Empty, 0)]
    [InlineData(" \n\t ", JsonProblemKind.Empty, 4)]
    [InlineData("hello", JsonProblemKind.NotJson, 0)]
    [InlineData("{\"a\":1", JsonProblemKind.NotJson, 6)]
    [InlineData("{\"a\"", JsonProblemKind.NotJson, 4)]
    [InlineData("{\"a", JsonProblemKind.NotJson, 3)]
    [InlineData("{a:1}", JsonProblemKind.NotJson, 1)]
    [InlineData("{'a':1}", JsonProblemKind.NotJson, 1)]
    [InlineData("{\"a\":1,}", JsonProblemKind.NotJson, 7)]
    [InlineData("[1,]", JsonProblemKind.NotJson, 3)]
    [InlineData("[1 2]", JsonProblemKind.NotJson, 3)]
    [InlineData("[", JsonProblemKind.NotJson, 1)]
    [InlineData("01", JsonProblemKind.TrailingData, 1)]
    [InlineData("+1", JsonProblemKind.NotJson, 0)]
    [InlineData(".5", JsonProblemKind.NotJson, 0)]
    [InlineData("1.", JsonProblemKind.NotJson, 2)]
    [InlineData("1e", JsonProblemKind.NotJson, 2)]
    [InlineData("-", JsonProblemKind.NotJson, 1)]
    [InlineData("truth", JsonProblemKind.NotJson, 0)]
    [InlineData("\"a\nb\"", JsonProblemKind.NotJson, 2)]
    [InlineData("\"\\x\"", JsonProblemKind.NotJson, 1)]
    [InlineData("\"\\u12\"", JsonProblemKind.NotJson, 1)]
    [InlineData("\"\\u+123\"", JsonProblemKind.NotJson, 1)]
    [InlineData("// no\n{}", JsonProblemKind.NotJson, 0)]
    [InlineData("{}/**/", JsonProblemKind.TrailingData, 2)]
    [InlineData("{} {}", JsonProblemKind.TrailingData, 3)]
    [InlineData("\uFEFF{}", JsonProblemKind.ByteOrderMark, 0)]
    [InlineData("{\"a\":NaN}", JsonProblemKind.NonFiniteNumber, 5)]
    [InlineData("[Infinity]", JsonProblemKind.NonFiniteNumber, 1)]
    [InlineData("[-Infinity]", JsonProblemKind.NonFiniteNumber, 2)]
    [InlineData("[1e400]", JsonProblemKind.NumberOutOfRange, 1)]
    [InlineData("[-1.8e308]", JsonProblemKind.NumberOutOfRange, 1)]
    [InlineData("{\"a\":1,\"a\":2}", JsonProblemKind.DuplicateName, 7)]
    [InlineData("{\"a\":1,\"\\u0061\":2}", JsonProblemKind.DuplicateName, 7)]
    [InlineData("{\"x\":[{\"a\":1,\"b\":{},\"a\":2}]}", JsonProblemKind.DuplicateName, 20)]
    [InlineData("\"\\ud800\"", JsonProblemKind.LoneSurrogate, 1)]
    [InlineData("\"\\udc00\"", JsonProblemKind.LoneSurrogate, 1)]
    [InlineData("\"\\ud800\\u0041\"", JsonProblemKind.LoneSurrogate, 1)]
    [InlineData("{\"\\ud83d\":1}", JsonProblemKind.LoneSurrogate, 2)]
    public void What_is_not_strict_json_is_refused_with_its_reason_and_place(
        string text,
        JsonProblemKind kind,
        int offset
    )
    {
        var problem = JsonTexts.Problem(Encoding.UTF8.GetBytes(text));

        (problem.Kind, problem.Offset).ShouldBe((kind, offset), problem.Message);
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused_where_they_begin() =>
        Place(JsonTexts.Problem("{\"a\":\"b\xFF\"}"u8.ToArray().Select(b => b == 0xC3 ? (byte)0xFF : b).ToArray()))
            .ShouldBe((JsonProblemKind.InvalidUtf8, 7));

    [Theory]
    [InlineData(64, JsonProblemKind.None)]
    [InlineData(65, JsonProblemKind.TooDeep)]
    [InlineData(1000, JsonProblemKind.TooDeep)]
    public void Sixty_four_levels_are_accepted_and_no_more(int depth, JsonProblemKind kind)
    {
        byte[] text = Encoding.UTF8.GetBytes(new string('[', depth) + new string(']', depth));
        JsonText.TryRead(text, JsonLimits.Default, out _, out var problem);

        problem.Kind.ShouldBe(kind);
    }

    [Fact]
    public void Members_within_members_that_never_end_are_refused()
    {
        for (int depth = 1; depth <= 70; depth++)
        {
            byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"\":", depth)));

            JsonTexts.Problem(text).Kind.ShouldBe(depth <= 64 ? JsonProblemKind.NotJson : JsonProblemKind.TooDeep);
        }
    }

    [Fact]
    public void One_mebibyte_is_accepted_and_no_more()
    {
        byte[] text = Encoding.UTF8.GetBytes($"\"{new string('x', 1_048_574)}\"");

        JsonTexts.Read(text).Root.Kind.ShouldBe(JsonKind.String);
        JsonTexts.Problem((byte[])[.. text, (byte)' ']).Kind.ShouldBe(JsonProblemKind.TooLarge);
    }

    [Fact]
    public void A_problem_names_line_and_column_in_characters()
    {
        var problem = JsonTexts.Problem("{\n  \"é€😀\": x\n}"u8.ToArray());

        (problem.Line, problem.Column).ShouldBe((2, 10));
        problem.Message.ShouldBe("an unexpected character where a value should begin at byte 17 (line 2, column 10)");
    }

    [Fact]
    public void Many_members_are_sorted_and_checked_for_duplicates_without_a_quadratic_cost()
    {
        string members = string.Join(',', Enumerable.Range(0, 50_000).Select(i => $"\"{i * 7919 % 50_000}\":{i}"));

        JsonTexts.Read($"{{{members}}}").Root.TryGet("49999"u8, out _).ShouldBeTrue();
        JsonTexts
            .Problem(Encoding.UTF8.GetBytes($"{{{members},\"5\":0}}"))
            .Kind.ShouldBe(JsonProblemKind.DuplicateName);
    }

    [Fact]
    public void The_index_takes_no_more_than_five_times_the_text()
    {
        byte[] smallestMembers = Encoding.UTF8.GetBytes(
            $"[{string.Join(',', Enumerable.Range(0, 2_000).Select(i => $"{{\"\":{i % 10}}}"))}]"
        );
        byte[] colons = Encoding.UTF8.GetBytes($"\"{new string(':', 10_000)}\"");
        foreach (byte[] text in new[] { smallestMembers, colons })
        {
            JsonTexts.Read(text);
            long before = GC.GetAllocatedBytesForCurrentThread();
            JsonTexts.Read(text);

            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan((5 * text.Length) + 500);
        }
    }

    private static (JsonProblemKind Kind, int Offset) Place(JsonProblem problem) => (problem.Kind, problem.Offset);
}
