using System.Text.Json.Nodes;

namespace EventRecovery.Deployment.Tests.Permissions;

/// <summary>What the functions are asked for: all that makes a difference to what they ask of AWS.</summary>
internal sealed class PermissionRequests(string stream, DateTimeOffset from, DateTimeOffset to)
{
    public JsonObject Plan()
    {
        var plan = Replay("permissions-plan");
        plan["mode"] = "plan";
        return plan;
    }

    public JsonObject Replay(string run) =>
        new()
        {
            ["runId"] = run,
            ["stream"] = stream,
            ["from"] = $"{from.UtcDateTime:O}",
            ["to"] = $"{to.UtcDateTime:O}",
            ["version"] = "rate-adjustment/1",
        };

    /// <summary>Of a window that ends in the future, so that only its limit ends it.</summary>
    public JsonObject Waiting(string run, int maxWriteUnits)
    {
        var request = Replay(run);
        request["to"] = $"{to.AddHours(1).UtcDateTime:O}";
        request["limits"] = new JsonObject { ["maxWriteUnits"] = maxWriteUnits };
        return request;
    }

    /// <summary>Findings and baselines that are not there are asked for like those that are.</summary>
    public IEnumerable<JsonObject> WithOtherInputs()
    {
        foreach (var findings in new[] { "findings/none.jsonl", "audits/none.jsonl" })
        {
            var selective = Replay($"permissions-{findings[..6]}");
            selective["only"] = findings;
            yield return selective;
        }

        var trial = Replay("permissions-trial");
        (trial["mode"], trial["baseline"]) = ("trial", "baselines/none.jsonl");
        yield return trial;
        foreach (var (run, place) in new[] { ("own", "archive"), ("older", "s3://older-archive/events") })
        {
            var archived = Replay($"permissions-archive-{run}");
            archived["archive"] = place;
            // All of the window comes from there.
            archived["seam"] = $"{to.UtcDateTime:O}";
            yield return archived;
        }
    }

    public JsonObject Audit() => new() { ["from"] = $"{from.UtcDateTime:O}", ["to"] = $"{to.UtcDateTime:O}" };
}
