using System.Text;
using System.Text.Json.Nodes;
using EventRecovery.Local.Lambdas;
using EventRecovery.Replayer.Tests.Stack;

namespace EventRecovery.Replayer.Tests.StateMachine;

/// <summary>The state machine that is deployed, on a Replayer of these tests.</summary>
internal static class ReplayMachine
{
    public const string Arn = "arn:aws:lambda:us-east-1:000000000000:function:event-recovery-replayer";

    /// <summary>The definition with the ARN filled in, as the template does it.</summary>
    public static async Task<string> DefinitionAsync() =>
        (await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "replay.asl.json"))).Replace(
            "${ReplayerFunctionArn}",
            Arn,
            StringComparison.Ordinal
        );

    /// <param name="before">Hears each payload, and may throw what the Lambda service would.</param>
    public static async Task<Machine> OnAsync(Deployment replayer, Action<JsonNode>? before = null) =>
        new(
            JsonNode.Parse(await DefinitionAsync())!,
            async (arn, payload) =>
            {
                arn.ShouldBe(Arn);
                before?.Invoke(payload);
                return await InvokeAsync(replayer, payload);
            }
        );

    private static async Task<JsonNode> InvokeAsync(Deployment replayer, JsonNode payload)
    {
        var bytes = Encoding.UTF8.GetBytes(payload.ToJsonString());
        var result = await replayer.Host.InvokeAsync(Deployment.Function, bytes);
        var answer = Answer.Of(result);
        return result.Status switch
        {
            InvocationStatus.Succeeded => answer.Json,
            InvocationStatus.Throttled => throw new StateFailure("Lambda.TooManyRequestsException", "throttled"),
            _ => throw new StateFailure($"{answer.Json["errorType"]}", answer.Error),
        };
    }
}
