using System.Text.Json;
using EventRecovery.Replay.Costs;

namespace EventRecovery.Replay.Requests;

/// <summary>Writes what a replay will take, and what each part of it costs.</summary>
internal static class EstimateWriter
{
    public static void Write(Utf8JsonWriter json, CostEstimate estimate)
    {
        json.WriteStartObject("estimate");
        json.WriteNumber("sampledPages", estimate.SampledPages);
        json.WriteNumber("records", estimate.Records);
        json.WriteNumber("bytes", estimate.Bytes);
        json.WriteNumber("minutes", Math.Round(estimate.Duration.TotalMinutes, 1));
        WriteBounds(json, estimate.Bounds);
        json.WriteNumber("recordsPerSecondPerShard", estimate.Pace.RecordsPerSecond);
        json.WriteNumber("readShare", estimate.Pace.Share);
        json.WriteNumber("getRecordsCalls", estimate.GetRecordsCalls);
        json.WriteNumber("putRecordsCalls", estimate.PutRecordsCalls);
        json.WriteNumber("writeUnits", estimate.WriteUnits);
        json.WriteNumber("readUnits", estimate.ReadUnits);
        json.WriteNumber("checkpointWrites", estimate.CheckpointWrites);
        json.WriteNumber("dollars", Math.Round(estimate.Dollars, 4));
        json.WriteString("region", estimate.Region);
        json.WriteString("pricesRead", estimate.PricesRead);
        json.WriteStartArray("costs");
        foreach (var line in estimate.Lines)
        {
            json.WriteStartObject();
            json.WriteString("name", line.Name);
            json.WriteNumber("quantity", Math.Round(line.Quantity, 3));
            json.WriteNumber("dollars", Math.Round(line.Dollars, 6));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>What the replay would take if each limit were the only one, the one that binds first.</summary>
    private static void WriteBounds(Utf8JsonWriter json, IReadOnlyList<TimeBound> bounds)
    {
        json.WriteStartArray("bounds");
        foreach (var bound in bounds)
        {
            json.WriteStartObject();
            json.WriteString("limit", JsonNamingPolicy.CamelCase.ConvertName(bound.Limit.ToString()));
            json.WriteNumber("minutes", Math.Round(bound.Time.TotalMinutes, 1));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
