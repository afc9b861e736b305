using EventRecovery.Json;

namespace EventRecovery.Recalculation;

public class MutablePathsGuardTests
{
    private const string Original =
        """{"id":"a","n":1.10,"big":9007199254740993,"o":{"x":1,"y":[1,{"z":2}]},"status":"error","recovery":{"run":"old"}}""";

    [Theory]
    [InlineData(
        """{"id":"a","n":1.10,"big":9007199254740993,"o":{"x":1,"y":[1,{"z":2}]},"status":"processed","recalculated_value":5}"""
    )]
    [InlineData(
        """{"recovery":{"run":"new"},"o":{"y":[1.0,{"z":2e0}],"x":1},"big":9007199254740993,"n":11E-1,"\u0069d":"\u0061"}"""
    )]
    public void Mutable_paths_the_recovery_member_and_mere_spelling_may_change(string corrected) =>
        Changes(corrected).ShouldBeEmpty();

    [Theory]
    [InlineData("""{"id":"b","n":1.1,"big":9007199254740993,"o":{"x":1,"y":[1,{"z":2}]}}""", "/id")]
    [InlineData("""{"id":"a","n":1.1,"big":9007199254740992,"o":{"x":1,"y":[1,{"z":2}]}}""", "/big")]
    [InlineData("""{"id":"a","n":"1.1","big":9007199254740993,"o":{"x":1,"y":[1,{"z":2}]}}""", "/n")]
    [InlineData("""{"id":"a","big":9007199254740993,"o":{"x":1,"y":[1,{"z":2}]}}""", "/n")]
    [InlineData("""{"id":"a","n":1.1,"big":9007199254740993,"o":{"x":1,"y":[1,{"z":3}]}}""", "/o/y/1/z")]
    [InlineData("""{"id":"a","n":1.1,"big":9007199254740993,"o":{"x":1,"y":[1]}}""", "/o/y/1")]
    [InlineData("""{"id":"a","n":1.1,"big":9007199254740993,"o":{"x":1,"y":[1,{"z":2},3]}}""", "/o/y/2")]
    [InlineData("""{"id":"a","n":1.1,"big":9007199254740993,"o":{"x":1,"y":[1,{"z":2}]},"a/b":{"c":1}}""", "/a~1b")]
    [InlineData("""{"id":"a","n":1.1,"big":9007199254740993,"o":{"x":1,"y":[1,{"z":2}],"status":1}}""", "/o/status")]
    public void A_change_anywhere_else_is_named(string corrected, string path) => Changes(corrected).ShouldBe([path]);

    [Fact]
    public void Every_forbidden_change_is_named_up_to_a_limit()
    {
        Changes("""{"id":"b","o":{"x":2}}""").ShouldBe(["/big", "/id", "/n", "/o/x", "/o/y"]);
        string many = string.Join(',', Enumerable.Range(0, 100).Select(i => $"\"{i}\":{i}"));
        new MutablePathsGuard([])
            .ForbiddenChanges(JsonTexts.Read("{}"), JsonTexts.Read($"{{{many}}}"))
            .Count.ShouldBe(MutablePathsGuard.MaxListed);
    }

    [Fact]
    public void A_place_inside_a_mutable_path_may_change_and_a_place_beside_it_not()
    {
        var guard = new MutablePathsGuard(["/data/results"]);

        guard
            .ForbiddenChanges(
                JsonTexts.Read("""{"data":{"results":{"a":[1]},"input":1}}"""),
                JsonTexts.Read("""{"data":{"results":{"a":[2]},"input":2}}""")
            )
            .ShouldBe(["/data/input"]);
    }

    private static IReadOnlyList<string> Changes(string corrected) =>
        new MutablePathsGuard(["/status", "/recalculated_value"]).ForbiddenChanges(
            JsonTexts.Read(Original),
            JsonTexts.Read(corrected)
        );
}
