using System.Buffers;
using System.Text.Json;
using EventRecovery.Engine;
using EventRecovery.Replay.Checkpoints;
using EventRecovery.Replay.Planning;
using EventRecovery.Replay.Running;

namespace EventRecovery.Replay.Requests;

/// <summary>
/// Writes where a run stands. <c>ready</c> lists the shards that a worker may take now, one each, <c>failed</c> those that a person has
/// to look at, and <c>shards</c> tells of every one. An answer to <c>dispatch</c> or <c>verify</c> counts the shards instead, and lists
/// as many as a state machine can pass on; the others follow when these are done.
/// </summary>
public static class ReplayResponseWriter
{
    /// <summary>Of shards that are listed for a state machine: 4,000 ids of 21 characters are 96 KB, and 256 KB is the limit.</summary>
    private const int MostListed = 4_000;

    public static byte[] Write(ReplayRequest request, RunAnswer answer)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var isPassedOn = request.Action is ReplayAction.Dispatch or ReplayAction.Verify;
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteRun(json, request, answer);
            if (request.Shard is null)
            {
                WriteStages(json, answer.Plan, isPassedOn ? MostListed : int.MaxValue);
            }

            if (answer.Plan is { } plan && !isPassedOn)
            {
                WriteShards(json, plan);
            }

            WriteCounts(json, "counts", answer.Counts);
            WriteRates(json, answer.Counts);
            if (answer.ExpiresAt is { } expiresAt)
            {
                json.WriteString("expiresAt", expiresAt.UtcDateTime);
            }

            if (answer.Estimate is { } estimate)
            {
                EstimateWriter.Write(json, estimate);
            }

            WriteTrial(json, answer);
            WriteTexts(json, "messages", answer.Messages);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteRun(Utf8JsonWriter json, ReplayRequest request, RunAnswer answer)
    {
        if ((answer.Run?.Id ?? request.RunId) is { } id)
        {
            json.WriteString("runId", id.Value);
        }

        json.WriteString("state", Name(answer.State));
        if (request.Shard is { } shard)
        {
            json.WriteString("shard", shard.Value);
        }

        if (answer.Run is { } run)
        {
            json.WriteString("stream", run.Definition.Stream.Value);
            json.WriteString("version", run.Definition.Version.ToString());
            json.WriteString("createdAt", run.CreatedAt.UtcDateTime);
            json.WriteNumber("attempt", run.Attempt);
        }

        if (answer.IdleSince is { } idle)
        {
            json.WriteString("idleSince", idle.UtcDateTime);
        }

        if (answer.Plan is { Window: var window })
        {
            json.WriteString("from", window.From.UtcDateTime);
            json.WriteString("to", window.To.UtcDateTime);
        }
    }

    /// <param name="plan">Null when the stream could not be looked at: then nothing can be done now.</param>
    private static void WriteStages(Utf8JsonWriter json, ReplayPlan? plan, int most)
    {
        var shards = plan?.Shards ?? [];
        WriteTexts(json, "ready", Ids(ShardStage.Ready));
        WriteTexts(json, "failed", Ids(ShardStage.Failed));
        json.WriteStartObject("stages");
        foreach (var stage in shards.GroupBy(shard => shard.Stage).OrderBy(stage => stage.Key))
        {
            json.WriteNumber(Name(stage.Key), stage.Count());
        }

        json.WriteEndObject();

        IEnumerable<string> Ids(ShardStage stage) =>
            shards.Where(shard => shard.Stage == stage).Select(shard => shard.Shard.Id.Value).Take(most);
    }

    private static void WriteShards(Utf8JsonWriter json, ReplayPlan plan)
    {
        json.WriteStartArray("shards");
        foreach (var shard in plan.Shards)
        {
            Write(json, shard);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, PlannedShard shard)
    {
        json.WriteStartObject();
        json.WriteString("id", shard.Shard.Id.Value);
        json.WriteString("stage", Name(shard.Stage));
        if (shard.WaitsFor.Count > 0)
        {
            WriteTexts(json, "waitsFor", shard.WaitsFor.Select(parent => parent.Value));
        }

        if (shard.Checkpoint is { } checkpoint)
        {
            Write(json, checkpoint);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ShardCheckpoint checkpoint)
    {
        if (checkpoint.Position is ShardPosition.After { Last: var last })
        {
            json.WriteString("checkpoint", last.ToString());
        }

        if (checkpoint.ReadUpTo is { } readUpTo)
        {
            json.WriteString("readUpTo", readUpTo.UtcDateTime);
        }

        if (checkpoint.Lease.Owner is { } owner)
        {
            json.WriteString("owner", owner);
            json.WriteString("leaseEndsAt", checkpoint.Lease.EndsAt.UtcDateTime);
        }

        if (checkpoint.Expired is { } expired)
        {
            json.WriteStartObject("expired");
            json.WriteString("from", expired.From.UtcDateTime);
            json.WriteString("to", expired.To.UtcDateTime);
            json.WriteEndObject();
        }

        if (checkpoint.Failure is { } failure)
        {
            json.WriteString("failure", failure.Reason);
        }

        WriteCounts(json, "counts", checkpoint.Counts);
    }

    private static void WriteCounts(Utf8JsonWriter json, string name, ReplayCounts counts)
    {
        json.WriteStartObject(name);
        json.WriteNumber("records", counts.Records);
        json.WriteNumber("recordsInWindow", counts.RecordsInWindow);
        json.WriteNumber("bytes", counts.Bytes);
        Write(json, counts.Events);
        json.WriteNumber("getRecordsCalls", counts.GetRecordsCalls);
        json.WriteNumber("checkpointWrites", counts.CheckpointWrites);
        json.WriteNumber("writeUnits", counts.WriteUnits);
        json.WriteEndObject();
    }

    /// <summary>What a thousand events took: few calls where pages and batches are full.</summary>
    private static void WriteRates(Utf8JsonWriter json, ReplayCounts counts)
    {
        if (counts.Events.Read > 0)
        {
            var thousands = counts.Events.Read / 1_000m;
            json.WriteStartObject("perThousandEvents");
            json.WriteNumber("getRecordsCalls", Math.Round(counts.GetRecordsCalls / thousands, 3));
            json.WriteNumber("checkpointWrites", Math.Round(counts.CheckpointWrites / thousands, 3));
            json.WriteNumber("writeUnits", Math.Round(counts.WriteUnits / thousands, 3));
            json.WriteEndObject();
        }
    }

    /// <summary>The verdict with its gates; the whole summary is beside the results.</summary>
    private static void WriteTrial(Utf8JsonWriter json, RunAnswer answer)
    {
        if (answer is not { Run.Trial: { } outcome })
        {
            return;
        }

        json.WriteStartObject("trial");
        json.WriteString("verdict", outcome.Passed ? "pass" : "hold");
        json.WriteString("reason", outcome.Reason);
        if (answer.Run.Approval is { } approval)
        {
            json.WriteStartObject("approved");
            json.WriteString("by", approval.By);
            json.WriteString("at", approval.At.UtcDateTime);
            json.WriteString("why", approval.Why);
            json.WriteEndObject();
        }

        if (answer.Trial is { } summary)
        {
            TrialWriter.Write(json, summary);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, BatchCounts events)
    {
        json.WriteNumber("read", events.Read);
        json.WriteNumber("recovered", events.Recovered);
        json.WriteNumber("duplicates", events.Duplicates);
        json.WriteNumber("conflicting", events.Conflicting);
        json.WriteNumber("redelivered", events.Redelivered);
        json.WriteNumber("parked", events.Parked);
        json.WriteNumber("takenOver", events.TakenOver);
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
