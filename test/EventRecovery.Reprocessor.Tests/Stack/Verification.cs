using System.Text;
using System.Text.Json.Nodes;
using EventRecovery.Streams;

namespace EventRecovery.Reprocessor.Tests.Stack;

/// <summary>Compares two streams, with nothing of the product but the events' own fields.</summary>
/// <param name="Missing">Events of which no copy was recovered.</param>
/// <param name="Wrong">Recovered events that are not what their source says.</param>
/// <param name="OutOfOrder">Events recovered before one that came before them on the error stream, under the same key.</param>
/// <param name="Rivals">Events with copies that are not the same bytes: two sources won.</param>
/// <param name="Copies">Recovered events that say again what was said: allowed after a crash or a lost answer only.</param>
internal sealed record Verification(int Missing, int Wrong, int OutOfOrder, int Rivals, int Copies)
{
    public static Verification Of(IEnumerable<StreamRecord> errors, IEnumerable<StreamRecord> recovered)
    {
        var sources = errors.Select(record => (record.PartitionKey, Event: Parse(record))).ToList();
        var published = recovered.ToList();
        var results = published.Select(record => (record.PartitionKey, Event: Parse(record))).ToList();
        var expected = sources.DistinctBy(source => Id(source.Event)).ToDictionary(source => Id(source.Event));
        var forms = published.ToLookup(
            record => Id(Parse(record)),
            record => Encoding.UTF8.GetString(record.Data.Span)
        );
        return new Verification(
            expected.Keys.Count(id => !forms.Contains(id)),
            results.Count(result =>
                !expected.TryGetValue(Id(result.Event), out var source) || !IsRight(source, result)
            ),
            expected.Values.GroupBy(source => source.PartitionKey).Sum(key => OutOfOrderIn(key, results)),
            forms.Count(form => form.Distinct().Count() > 1),
            results.Count - forms.Count
        );

        int OutOfOrderIn(IGrouping<string, (string, JsonObject Event)> key, List<(string Key, JsonObject Event)> all)
        {
            var order = key.Select(source => Id(source.Event)).ToList();
            var firsts = all.Where(result => result.Key == key.Key).Select(result => Id(result.Event)).Distinct();
            var places = firsts.Select(id => order.IndexOf(id)).ToList();
            return places.Zip(places.Skip(1)).Count(pair => pair.Second < pair.First);
        }
    }

    /// <summary>Nothing lost, nothing false; copies are the caller's to judge.</summary>
    public void ShouldBeClean() => (Missing, Wrong, OutOfOrder, Rivals).ShouldBe((0, 0, 0, 0), ToString());

    private static bool IsRight((string Key, JsonObject Event) source, (string Key, JsonObject Event) result)
    {
        var wanted = source.Event.DeepClone().AsObject();
        wanted["status"] = "processed";
        wanted["recalculated_value"] = 0;
        var got = result.Event.DeepClone().AsObject();
        var isRight =
            (decimal)got["recalculated_value"]! == (decimal)source.Event["original_value"]! * 1.1m
            && got["recovery"]!["source"]!["stream"]!.GetValue<string>() == "error_events";
        got["recalculated_value"] = 0;
        got.Remove("recovery");
        return isRight && source.Key == result.Key && JsonNode.DeepEquals(wanted, got);
    }

    private static JsonObject Parse(StreamRecord record) =>
        JsonNode.Parse(Encoding.UTF8.GetString(record.Data.Span))!.AsObject();

    private static string Id(JsonObject item) => item["id"]!.GetValue<string>();
}
