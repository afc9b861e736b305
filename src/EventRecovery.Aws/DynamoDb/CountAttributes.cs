using Amazon.DynamoDBv2.Model;
using EventRecovery.Engine;
using EventRecovery.Replay;

namespace EventRecovery.Aws.DynamoDb;

/// <summary>Counts as a map of those that are not zero, under short names: they are in every checkpoint.</summary>
internal static class CountAttributes
{
    private const string WriteUnits = "writeUnits";

    public static AttributeValue Write(ReplayCounts counts)
    {
        var map = Longs(counts)
            .Where(count => count.Value != 0)
            .ToDictionary(count => count.Name, count => Attributes.Of(count.Value));
        if (counts.WriteUnits != 0)
        {
            map.Add(WriteUnits, Attributes.Of(counts.WriteUnits));
        }

        return Attributes.Of(map);
    }

    public static ReplayCounts Read(Dictionary<string, AttributeValue> map)
    {
        long At(string name) => map.NumberOrNull(name) ?? 0;
        return new ReplayCounts(
            At("calls"),
            At("records"),
            At("inWindow"),
            At("bytes"),
            At("checkpoints"),
            map.ContainsKey(WriteUnits) ? map.Decimal(WriteUnits) : 0,
            new BatchCounts(
                At("read"),
                At("recovered"),
                At("duplicates"),
                At("redelivered"),
                At("parked"),
                At("takenOver"),
                At("again"),
                At("waited"),
                At("lostAppends"),
                At("conflicting")
            )
        );
    }

    private static IEnumerable<(string Name, long Value)> Longs(ReplayCounts counts) =>
        [
            ("calls", counts.GetRecordsCalls),
            ("records", counts.Records),
            ("inWindow", counts.RecordsInWindow),
            ("bytes", counts.Bytes),
            ("checkpoints", counts.CheckpointWrites),
            ("read", counts.Events.Read),
            ("recovered", counts.Events.Recovered),
            ("duplicates", counts.Events.Duplicates),
            ("redelivered", counts.Events.Redelivered),
            ("parked", counts.Events.Parked),
            ("takenOver", counts.Events.TakenOver),
            ("again", counts.Events.ClaimedAgain),
            ("waited", counts.Events.Waited),
            ("lostAppends", counts.Events.LostAppends),
            ("conflicting", counts.Events.Conflicting),
        ];
}
