using System.Globalization;
using System.Text.Json.Nodes;
using EventRecovery.Deployment.Tests.Stack;
using EventRecovery.Deployment.Tests.Templates;

namespace EventRecovery.Deployment.Tests;

public sealed class ScheduledAuditTests(LocalDeployment deployment)
{
    [Fact]
    public async Task A_scheduled_audit_says_why_an_event_that_was_parked_is_missing()
    {
        var (id, answer) = await AuditAsync(attempts: 3);

        deployment
            .FindingsOf(answer)
            .Split('\n')
            .Single(line => line.Contains($"\"{id}\"", StringComparison.Ordinal))
            .ShouldContain("It was not processed; it is parked: missing-original-value");
        answer["causes"]!
            .AsArray()
            .ShouldContain(cause => $"{cause}".Contains("missing by schema-mismatch", StringComparison.Ordinal));
    }

    /// <summary>
    /// An event that the Reprocessor parks, and an audit asked for as the schedule asks. Between the two the window that is the last full
    /// one may end: then the event is not of it, and it is done again.
    /// </summary>
    private async Task<(string Id, JsonNode Answer)> AuditAsync(int attempts)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (id, time) = ($"parked-{attempt}", LocalDeployment.StreamTime.UtcDateTime);
            var parked = $$"""{"id":"{{id}}","timestamp":"{{time:yyyy-MM-ddTHH:mm:ss.fffZ}}"}""";
            await deployment.PutAsync(deployment.Local.Options.Streams.Source.Value, parked);
            await deployment.PutAsync(deployment.Local.Options.Streams.Error.Value, parked);
            await deployment.DrainAsync();
            var answer = await deployment.InvokeAuditorAsync(Asked());
            answer["to"].ShouldNotBeNull(answer.ToJsonString());
            if (time < Time(answer, "to") || attempt == attempts)
            {
                time.ShouldBeInRange(Time(answer, "from"), Time(answer, "to"), answer.ToJsonString());
                return (id, answer);
            }
        }
    }

    private static JsonObject Asked() =>
        JsonNode
            .Parse($"{Scenario.Full.FromTemplate().Of("AWS::Scheduler::Schedule").Single()["Target.Input"]}")!
            .AsObject();

    private static DateTime Time(JsonNode answer, string name) =>
        DateTime.Parse($"{answer[name]}", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
}
