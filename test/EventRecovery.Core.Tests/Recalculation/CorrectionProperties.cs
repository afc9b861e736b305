using EventRecovery.Events;
using EventRecovery.Json;
using FsCheck;
using FsCheck.Fluent;

namespace EventRecovery.Recalculation;

public class CorrectionProperties
{
    private static readonly RecoveryOrigin Origin = new("run", "stream", "shard", "1", 0);

    private static readonly Gen<(JsonTree.Map Event, int Seed)> Events =
        from map in JsonTree.Maps(3)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select (map, seed);

    [Fact]
    public void The_result_hash_is_that_of_reading_the_corrected_bytes_again() =>
        Properties.Hold(
            Events,
            given =>
            {
                (var result, byte[] corrected) = Correct(given.Event, given.Seed);
                return !result.IsRecovered || EventHash.Of(JsonTexts.Read(corrected)) == result.ResultHash;
            }
        );

    [Fact]
    public void What_the_guard_sees_changed_is_what_the_recalculation_set() =>
        Properties.Hold(
            Events,
            given =>
            {
                byte[] text = Spell(given.Event, given.Seed);
                using var recalculator = new Recalculator(RandomEdits(given.Seed, out var set));
                using var output = new PooledBuffer();
                if (!recalculator.Correct(SomeEvents.Reader.Read(text).Event!, output).IsRecovered)
                {
                    return true;
                }
                var corrected = JsonTexts.Read(output.WrittenSpan.ToArray());
                return new MutablePathsGuard(set).ForbiddenChanges(JsonTexts.Read(text), corrected).Count == 0;
            }
        );

    [Fact]
    public void However_an_event_is_spelled_its_hashes_are_the_same() =>
        Properties.Hold(
            Events,
            given =>
            {
                using var recalculator = new Recalculator(new RateAdjustment());
                var one = recalculator.Correct(SomeEvents.Reader.Read(Spell(given.Event, given.Seed)).Event!);
                var two = recalculator.Correct(SomeEvents.Reader.Read(Spell(given.Event, given.Seed + 1)).Event!);
                return one == two;
            }
        );

    [Fact]
    public void A_recovered_event_is_an_event_with_the_same_id_and_recovers_to_itself() =>
        Properties.Hold(
            Events,
            given =>
            {
                using var recalculator = new Recalculator(new RateAdjustment());
                var original = SomeEvents.Reader.Read(Spell(given.Event, given.Seed)).Event!;
                byte[] once = Recover(recalculator, original);
                var read = SomeEvents.Reader.Read(once);
                using var corrected = new PooledBuffer();
                var again = recalculator.Correct(read.Event!, corrected);
                return read.Event!.Id == original.Id && again.ResultHash == recalculator.Correct(original).ResultHash;
            }
        );

    private static byte[] Recover(Recalculator recalculator, StreamEvent original)
    {
        using var output = new PooledBuffer();
        recalculator.Recover(original, Origin, output).Rejection.ShouldBeNull();
        return output.WrittenSpan.ToArray();
    }

    private static (RecoveryResult Result, byte[] Corrected) Correct(JsonTree.Map map, int seed)
    {
        using var recalculator = new Recalculator(RandomEdits(seed, out _));
        using var output = new PooledBuffer();
        var result = recalculator.Correct(SomeEvents.Reader.Read(Spell(map, seed)).Event!, output);
        return (result, output.WrittenSpan.ToArray());
    }

    private static byte[] Spell(JsonTree.Map map, int seed)
    {
        KeyValuePair<string, JsonTree>[] required =
        [
            new("id", new JsonTree.Text("the id")),
            new("timestamp", new JsonTree.Text("2026-01-01T00:00:00Z")),
            new("original_value", new JsonTree.Number(2.5)),
        ];
        return JsonSpelling.Of(new JsonTree.Map([.. required.Concat(map.Members).DistinctBy(m => m.Key)]), seed);
    }

    // Sets, adds and removes at random places, nested ones included. What overlaps throws, and so counts as rejected.
    private static Scripted RandomEdits(int seed, out List<JsonPointer> paths)
    {
        var chosen = paths = [];
        return new Scripted(
            (original, correction) =>
            {
                var random = new Random(seed);
                for (int i = 0; i < 3; i++)
                {
                    var path = RandomPath(original.Root, random);
                    if (path.Covers("/id") || path.Covers("/timestamp"))
                    {
                        continue;
                    }
                    chosen.Add(path);
                    Edit(correction, path, random.Next(4));
                }
            }
        );
    }

    private static void Edit(Correction correction, JsonPointer path, int choice)
    {
        switch (choice)
        {
            case 0:
                correction.SetJson(path, """{"z":[1.50,{"b":1e2,"a":"\u0041"}],"y":null}"""u8);
                break;
            case 1:
                correction.Set(path, "text \"é\" 😀");
                break;
            case 2:
                correction.Set(path, 12.50m);
                break;
            default:
                correction.Remove(path);
                break;
        }
    }

    private static JsonPointer RandomPath(JsonValue value, Random random)
    {
        var names = new List<string>();
        while (true)
        {
            (string Name, JsonValue Value)[] children = [.. Children(value)];
            if (children.Length == 0 || random.Next(4) == 0)
            {
                names.Add(random.Next(2) == 0 ? "new" : "\n\uE000");
                return JsonPointer.Of(names);
            }
            (string name, value) = children[random.Next(children.Length)];
            names.Add(name);
            if (random.Next(2) == 0)
            {
                return JsonPointer.Of(names);
            }
        }
    }

    private static List<(string Name, JsonValue Value)> Children(JsonValue value)
    {
        var children = new List<(string, JsonValue)>();
        foreach (var property in value.EnumerateMembers())
        {
            children.Add((property.Name, property.Value));
        }
        foreach (var element in value.EnumerateElements())
        {
            children.Add(($"{children.Count}", element));
        }
        return children;
    }
}
