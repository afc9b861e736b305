using FsCheck;
using FsCheck.Fluent;

namespace EventRecovery.Json;

/// <summary>What a JSON text says, apart from how it is spelled. <see cref="JsonSpelling"/> spells it.</summary>
internal abstract record JsonTree
{
    public sealed record Literal(string Word) : JsonTree;

    public sealed record Number(double Value) : JsonTree;

    public sealed record Text(string Value) : JsonTree;

    public sealed record List(IReadOnlyList<JsonTree> Items) : JsonTree;

    public sealed record Map(IReadOnlyList<KeyValuePair<string, JsonTree>> Members) : JsonTree;

    private static readonly Gen<string> Texts = Gen.Elements(
            "a",
            "b",
            "B",
            "",
            "id",
            "status",
            "é",
            "€",
            "\uFB33",
            "😀",
            "\uE000",
            "\uFFFD",
            "\n",
            "\u0000",
            "\u001f",
            "\u007f",
            "\"",
            "\\",
            "/",
            "a/b",
            "m~n",
            "10",
            "1",
            "9",
            "0123456789012345678901234567890"
        )
        .ListOf(2)
        .Select(string.Concat);

    private static readonly Gen<JsonTree> Scalars = Gen.OneOf(
        Gen.Elements("true", "false", "null").Select(text => (JsonTree)new Literal(text)),
        Texts.Select(text => (JsonTree)new Text(text)),
        Gen.Choose(-1000, 1000).Select(number => (JsonTree)new Number(number / 8.0)),
        ArbMap.Default.GeneratorFor<double>().Where(double.IsFinite).Select(number => (JsonTree)new Number(number))
    );

    /// <summary>Trees of any shape, up to the given number of levels.</summary>
    public static Gen<JsonTree> Trees(int levels) =>
        levels == 0
            ? Scalars
            : Gen.Frequency(
                (2, Scalars),
                (1, Trees(levels - 1).ListOf().Resize(5).Select(items => (JsonTree)new List([.. items]))),
                (2, Maps(levels - 1).Select(map => (JsonTree)map))
            );

    /// <summary>Objects whose members are up to the given number of levels deep.</summary>
    public static Gen<Map> Maps(int levels) =>
        from names in Texts.ListOf().Resize(8)
        from values in Trees(levels).ListOf(names.Count)
        select new Map([.. names.Zip(values, KeyValuePair.Create).DistinctBy(member => member.Key)]);
}
