using System.Text;
using EventRecovery.Events;
using EventRecovery.Json;

namespace EventRecovery.Recalculation;

public class CorrectionTests
{
    private const string Text =
        """{"id":"a","timestamp":"2026-01-01T00:00:00Z","o":{ "x" : 1.10, "y":[1, 2,{"z":3}] },"e":{},"s":"t"}""";

    [Fact]
    public void Values_of_every_kind_can_be_set() =>
        Correct(c =>
                c.Set("/a", "\"é\n\u0001")
                    .Set("/b", 1.10m)
                    .Set("/c", -5L)
                    .Set("/d", 1e21)
                    .Set("/f", true)
                    .SetNull("/g")
                    .SetJson("/h", " { \"k\" : [1] } "u8)
            )
            .ShouldEndWith(""","a":"\"é\n\u0001","b":1.10,"c":-5,"d":1e+21,"f":true,"g":null,"h":{ "k" : [1] }}""");

    [Fact]
    public void A_nested_value_is_replaced_where_it_stands() =>
        Correct(c => c.Set("/o/x", 2L).Set("/o/y/1", "two").Set("/o/y/2/z", false))
            .ShouldEndWith(""","o":{"x" : 2,"y":[1,"two",{"z":false}]},"e":{},"s":"t"}""");

    [Fact]
    public void A_new_member_goes_to_the_end_of_its_object() =>
        Correct(c => c.Set("/o/new", 1L).Set("/e/new", 2L)).ShouldContain(""","new":1},"e":{"new":2},"s":"t"}""");

    [Fact]
    public void A_member_can_be_removed_and_what_is_not_there_too() =>
        Correct(c => c.Remove("/s").Remove("/o/x").Remove("/nothing"))
            .ShouldBe("""{"id":"a","timestamp":"2026-01-01T00:00:00Z","o":{"y":[1, 2,{"z":3}]},"e":{}}""");

    [Fact]
    public void Of_two_settings_of_one_place_the_later_counts()
    {
        string text = Correct(c =>
            c.Set("/s", 1L).Set("/s", 2L).Set("/n", 1L).Set("/n", 2L).Remove("/e").Set("/e", 3L)
        );

        text.ShouldEndWith(""","e":3,"s":2,"n":2}""");
    }

    [Fact]
    public void A_copied_value_keeps_its_bytes()
    {
        var copy = new Scripted(
            (original, correction) =>
            {
                original.TryFind("/o", out var value);
                correction.Set("/copy", value);
            }
        );

        Run(copy).Text.ShouldEndWith(""","copy":{ "x" : 1.10, "y":[1, 2,{"z":3}] }}""");
    }

    [Theory]
    [InlineData("")]
    [InlineData("/recovery")]
    [InlineData("/recovery/run")]
    [InlineData("/missing/x")]
    [InlineData("/s/x")]
    [InlineData("/o/y/7")]
    [InlineData("/o/y/-")]
    public void A_place_that_cannot_be_set_is_a_mistake_that_parks_the_event(string path) =>
        Run(new Scripted((_, correction) => correction.Set(path, 1L)))
            .Result.Rejection!.Value.Code.ShouldBe("recalculation-threw");

    [Fact]
    public void Mistakes_of_a_recalculation_park_the_event_and_tell_nothing_of_its_data()
    {
        Action<StreamEvent, Correction>[] mistakes =
        [
            (_, correction) => correction.Set("/o", 1L).Set("/o/x", 2L),
            (_, correction) => correction.Set("/o/x", 2L).Set("/o", 1L),
            (_, correction) => correction.Set("/e/x", 2L).Set("/e", 1L),
            (_, correction) => correction.Set("/x", "\ud800"),
            (_, correction) => correction.Set("/x", double.NaN),
            (_, correction) => correction.SetJson("/x", "{\"a\":1,\"a\":2}"u8),
            (_, correction) => correction.Set("/x", default(JsonValue)),
            (_, correction) => correction.Remove("/o/y/0"),
            (original, _) => throw new InvalidOperationException($"secret {original.Root}"),
        ];
        foreach (var mistake in mistakes)
        {
            var rejection = Run(new Scripted(mistake)).Result.Rejection!.Value;

            rejection.Code.ShouldBe("recalculation-threw");
            rejection.Message.ShouldNotContain("secret");
            rejection.Message.ShouldStartWith("scripted/1 threw ");
        }
    }

    [Fact]
    public void A_change_outside_the_mutable_paths_parks_the_event_and_names_the_path()
    {
        var touchy = new Scripted(
            (_, correction) => correction.Set("/status", "x").Set("/id", "b"),
            ["/status", "/o/x"]
        );
        var rejection = Run(touchy).Result.Rejection!.Value;

        rejection.Code.ShouldBe("immutable-path-changed");
        rejection.Message.ShouldBe("scripted/1 changed /id, which is not among its mutable paths.");
        Run(new Scripted((_, c) => c.Set("/o/x", 1L), ["/status", "/o/x"])).Result.IsRecovered.ShouldBeTrue();
        Run(new Scripted((_, c) => c.Remove("/o"), ["/status", "/o/x"])).Result.IsRecovered.ShouldBeFalse();
    }

    [Fact]
    public void A_recalculators_memory_carries_nothing_from_one_event_to_the_next()
    {
        int calls = 0;
        var first = new Scripted(
            (_, correction) =>
            {
                if (calls++ == 0)
                {
                    correction.Set("/elsewhere", "left over");
                }
            },
            ["/status"]
        );
        using var recalculator = new Recalculator(first);
        using var output = new PooledBuffer();

        recalculator.Correct(SomeEvents.Read(Text), output).IsRecovered.ShouldBeFalse();
        output.Length.ShouldBe(0);
        recalculator.Correct(SomeEvents.Read(Text), output).IsRecovered.ShouldBeTrue();
        Encoding.UTF8.GetString(output.WrittenSpan).ShouldNotContain("left over");
    }

    private static string Correct(Action<Correction> change)
    {
        (var result, string text) = Run(new Scripted((_, correction) => change(correction)));
        result.Rejection.ShouldBeNull();
        return text;
    }

    private static (RecoveryResult Result, string Text) Run(IRecalculation recalculation)
    {
        using var recalculator = new Recalculator(recalculation);
        using var output = new PooledBuffer();
        var result = recalculator.Correct(SomeEvents.Read(Text), output);
        string text = Encoding.UTF8.GetString(output.WrittenSpan);
        if (result.IsRecovered)
        {
            EventHash.Of(JsonTexts.Read(text)).ShouldBe(result.ResultHash);
        }
        return (result, text);
    }
}
