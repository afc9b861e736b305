namespace EventRecovery.Json;

public class JsonValueTests
{
    private const string Text = """
        { "a": [1, {"b": [[], {"c": "deep"}], "d": {}}, "\"]}"], "a/b": 1, "m~n": 2, "": 3, "caf\u00e9": 4.50, "t": true, "n": null,
          "o": { "x": { "y": "\ud83d\ude00\n" } } }
        """;

    [Theory]
    [InlineData("/a/0", "1")]
    [InlineData("/a/1/b/1/c", "\"deep\"")]
    [InlineData("/a/1/d", "{}")]
    [InlineData("/a/2", "\"\\\"]}\"")]
    [InlineData("/a~1b", "1")]
    [InlineData("/m~0n", "2")]
    [InlineData("/", "3")]
    [InlineData("/café", "4.50")]
    [InlineData("/o/x/y", "\"\\ud83d\\ude00\\n\"")]
    public void A_pointer_finds_its_value(string pointer, string raw)
    {
        JsonTexts.Read(Text).Root.TryFind(pointer, out var value).ShouldBeTrue();
        value.ToString().ShouldBe(raw);
    }

    [Theory]
    [InlineData("/A")]
    [InlineData("/a/3")]
    [InlineData("/a/00")]
    [InlineData("/a/-")]
    [InlineData("/a/-1")]
    [InlineData("/a/b")]
    [InlineData("/t/x")]
    [InlineData("/a/1/d/e")]
    public void A_pointer_to_nothing_finds_nothing(string pointer)
    {
        JsonTexts.Read(Text).Root.TryFind(pointer, out var value).ShouldBeFalse();
        value.Kind.ShouldBe(JsonKind.None);
    }

    [Fact]
    public void The_empty_pointer_finds_the_document()
    {
        JsonTexts.Read(Text).Root.TryFind(JsonPointer.Root, out var value).ShouldBeTrue();
        value.Kind.ShouldBe(JsonKind.Object);
    }

    [Fact]
    public void Members_come_in_their_order_with_escapes_resolved() =>
        Names(JsonTexts.Read(Text).Root).ShouldBe(["a", "a/b", "m~n", "", "café", "t", "n", "o"]);

    [Fact]
    public void Scalars_are_read_as_what_they_are()
    {
        var root = JsonTexts.Read("""{"s":"\u0041\n","i":-12,"d":1.50,"e":1e2,"b":false,"n":null,"big":1e30}""").Root;

        Find(root, "/s").TryGetString(out string text).ShouldBeTrue();
        text.ShouldBe("A\n");
        Find(root, "/i").TryGetInt64(out long integer).ShouldBeTrue();
        integer.ShouldBe(-12);
        Find(root, "/d").TryGetInt64(out _).ShouldBeFalse();
        Find(root, "/e").TryGetDecimal(out decimal hundred).ShouldBeTrue();
        hundred.ShouldBe(100m);
        Find(root, "/b").TryGetBoolean(out bool flag).ShouldBeTrue();
        flag.ShouldBeFalse();
        Find(root, "/n").TryGetBoolean(out _).ShouldBeFalse();
        Find(root, "/n").Kind.ShouldBe(JsonKind.Null);
        Find(root, "/big").TryGetDecimal(out _).ShouldBeFalse();
        Find(root, "/big").TryGetDouble(out double big).ShouldBeTrue();
        big.ShouldBe(1e30);
    }

    [Theory]
    [InlineData("id")]
    [InlineData("/a~")]
    [InlineData("/a~2")]
    [InlineData(null)]
    public void What_is_no_pointer_is_refused(string? text)
    {
        JsonPointer.TryParse(text, out _).ShouldBeFalse();
        if (text is not null)
        {
            Should.Throw<FormatException>(() => JsonPointer.Parse(text));
        }
    }

    [Fact]
    public void A_pointer_covers_itself_and_what_is_inside()
    {
        JsonPointer data = "/data";

        data.Covers("/data").ShouldBeTrue();
        data.Covers("/data/x").ShouldBeTrue();
        data.Covers("/datax").ShouldBeFalse();
        data.Covers("").ShouldBeFalse();
        JsonPointer.Root.Covers("/anything").ShouldBeTrue();
    }

    private static JsonValue Find(JsonValue root, JsonPointer pointer)
    {
        root.TryFind(pointer, out var value).ShouldBeTrue();
        return value;
    }

    private static List<string> Names(JsonValue value)
    {
        var names = new List<string>();
        foreach (var property in value.EnumerateMembers())
        {
            names.Add(property.Name);
        }
        return names;
    }
}
