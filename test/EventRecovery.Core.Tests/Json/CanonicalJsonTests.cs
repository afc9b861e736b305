using System.Text;

namespace EventRecovery.Json;

/// <summary>The examples of RFC 8785, all of them.</summary>
public class CanonicalJsonTests
{
    [Fact]
    public void Whitespace_goes_and_values_take_their_one_form_as_in_section_3_2_2()
    {
        const string input = """
            {
              "numbers": [333333333.33333329, 1E30, 4.50,
                          2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """;
        const string canonical =
            """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""";

        Canonical(input).ShouldBe(canonical);
    }

    [Fact]
    public void Members_sort_by_utf16_code_units_as_in_section_3_2_3()
    {
        const string input = """
            {
              "\u20ac": "Euro Sign",
              "\r": "Carriage Return",
              "\ufb33": "Hebrew Letter Dalet With Dagesh",
              "1": "One",
              "\ud83d\ude00": "Emoji: Grinning Face",
              "\u0080": "Control",
              "\u00f6": "Latin Small Letter O With Diaeresis"
            }
            """;

        Canonical(input)
            .ShouldBe(
                "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                    + "\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\","
                    + "\"😀\":\"Emoji: Grinning Face\",\"\uFB33\":\"Hebrew Letter Dalet With Dagesh\"}"
            );
    }

    [Fact]
    public void The_canonical_bytes_are_those_of_section_3_2_4()
    {
        const string input = """
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """;
        const string hex = """
            7b 22 6c 69 74 65 72 61 6c 73 22 3a 5b 6e 75 6c 6c 2c 74 72
            75 65 2c 66 61 6c 73 65 5d 2c 22 6e 75 6d 62 65 72 73 22 3a
            5b 33 33 33 33 33 33 33 33 33 2e 33 33 33 33 33 33 33 2c 31
            65 2b 33 30 2c 34 2e 35 2c 30 2e 30 30 32 2c 31 65 2d 32 37
            5d 2c 22 73 74 72 69 6e 67 22 3a 22 e2 82 ac 24 5c 75 30 30
            30 66 5c 6e 41 27 42 5c 22 5c 5c 5c 5c 5c 22 2f 22 7d
            """;

        byte[] expected = Convert.FromHexString(string.Concat(hex.Where(c => !char.IsWhiteSpace(c))));
        Encoding.UTF8.GetBytes(Canonical(input)).ShouldBe(expected);
    }

    [Theory]
    [InlineData(
        """{"1":{"f":{"f":"hi","F":5},"\n":56.0},"10":{},"":"empty","a":{},"111":[{"e":"yes","E":"no"}],"A":{}}""",
        """{"":"empty","1":{"\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{"E":"no","e":"yes"}],"A":{},"a":{}}"""
    )]
    [InlineData("""[56,{"d":true,"10":null,"1":[]}]""", """[56,{"1":[],"10":null,"d":true}]""")]
    [InlineData(
        """{"peach":"a","péché":"b","pêche":"c","sin":"d"}""",
        """{"peach":"a","péché":"b","pêche":"c","sin":"d"}"""
    )]
    [InlineData("""{"Unnormalized Unicode":"A\u030a"}""", "{\"Unnormalized Unicode\":\"A\u030a\"}")]
    public void Structures_arrays_and_unicode_are_those_of_the_rfc_authors_test_data(string input, string canonical) =>
        Canonical(input).ShouldBe(canonical);

    [Theory]
    [InlineData("\"text\"", "\"text\"")]
    [InlineData(" -0.0 ", "0")]
    [InlineData("[]", "[]")]
    [InlineData("{ }", "{}")]
    [InlineData("[ [ ] , { } , [ 1 , [ { \"b\" : 1 , \"a\" : { } } ] ] ]", "[[],{},[1,[{\"a\":{},\"b\":1}]]]")]
    [InlineData("\"\\u007f\\u2028\"", "\"\u007f\u2028\"")]
    [InlineData("\"\\b\\f\\n\\r\\t\\u0000\\u001f\"", "\"\\b\\f\\n\\r\\t\\u0000\\u001f\"")]
    public void Any_value_may_be_the_whole_text(string input, string canonical) => Canonical(input).ShouldBe(canonical);

    private static string Canonical(string text)
    {
        using var output = new PooledBuffer();
        CanonicalJson.Write(JsonTexts.Read(text), output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
