using System.Text.Json.Nodes;

namespace EventRecovery.Replayer.Tests.StateMachine;

/// <summary>
/// Walks a state machine with just the states that the replay's has: Pass, Task, Choice, Wait, Map, Succeed and Fail, with Retry and
/// Catch. Nobody waits: the waits are counted and skipped.
/// </summary>
/// <param name="invoke">Invokes the function of that ARN with a payload and gives its answer, or throws a failure.</param>
internal sealed class Machine(JsonNode definition, Func<string, JsonNode, Task<JsonNode>> invoke)
{
    /// <summary>Step Functions' limit on what passes between two states.</summary>
    private const int MostStateBytes = 256 * 1024;

    /// <summary>A walk that is longer goes round in circles.</summary>
    private const int MostSteps = 1_000;

    private int waits;

    /// <summary>The states in the order they were entered; those within a map are left out.</summary>
    public List<string> Path { get; } = [];

    public int Waits => waits;

    /// <summary>The output of the execution.</summary>
    /// <exception cref="StateFailure">It failed.</exception>
    public Task<JsonNode> RunAsync(JsonNode input) => WalkAsync(definition, input, context: null, Path.Add);

    private async Task<JsonNode> WalkAsync(JsonNode machine, JsonNode data, JsonNode? context, Action<string> entered)
    {
        var name = (string)machine["StartAt"]!;
        for (var step = 0; step < MostSteps; step++)
        {
            entered(name);
            var state = machine["States"]![name]!.AsObject();
            var (output, next) = await EnterAsync(state, data, context);
            output.ToJsonString().Length.ShouldBeLessThan(MostStateBytes, name);
            if (next is null)
            {
                return output;
            }

            (data, name) = (output, next);
        }

        throw new StateFailure("Test.TooManySteps", string.Join(" → ", Path.TakeLast(10)));
    }

    private async Task<(JsonNode Output, string? Next)> EnterAsync(JsonObject state, JsonNode data, JsonNode? context)
    {
        switch ((string)state["Type"]!)
        {
            case "Choice":
                return (data, Choice.Next(state, data));
            case "Wait":
                Interlocked.Increment(ref waits);
                return (data, (string)state["Next"]!);
            case "Succeed":
                return (Output(state, data), null);
            case "Fail":
                var cause = (string)Expressions.Evaluate((string)state["CausePath"]!, data, context)!;
                throw new StateFailure((string)state["Error"]!, cause);
            case "Pass":
                var result = state["Parameters"] is { } parameters ? Templates.Fill(parameters, data, context) : data;
                return (Output(state, result), (string?)state["Next"]);
            case "Task":
                return await CatchAsync(state, data, () => TaskAsync(state, data, context));
            case "Map":
                return await CatchAsync(state, data, () => MapAsync(state, data));
            case var type:
                throw new NotSupportedException(type);
        }
    }

    private static async Task<(JsonNode Output, string? Next)> CatchAsync(
        JsonObject state,
        JsonNode data,
        Func<Task<JsonNode>> work
    )
    {
        try
        {
            var result = await RetryAsync(state, work);
            var selected = state["ResultSelector"] is { } selector ? Templates.Fill(selector, result, null) : result;
            return (Templates.Put(data, (string?)state["ResultPath"], selected), (string?)state["Next"]);
        }
        catch (StateFailure failure) when (Policies.Find(state["Catch"], failure) is { } catcher)
        {
            var error = new JsonObject { ["Error"] = failure.Error, ["Cause"] = failure.Cause };
            return (Templates.Put(data, (string?)catcher["ResultPath"], error), (string)catcher["Next"]!);
        }
    }

    private static async Task<JsonNode> RetryAsync(JsonObject state, Func<Task<JsonNode>> work)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await work();
            }
            catch (StateFailure failure)
                when (Policies.Find(state["Retry"], failure) is { } retrier && attempt <= (int)retrier["MaxAttempts"]!)
            {
                // Once more, without the wait.
            }
        }
    }

    private async Task<JsonNode> TaskAsync(JsonObject state, JsonNode data, JsonNode? context)
    {
        ((string)state["Resource"]!).ShouldBe("arn:aws:states:::lambda:invoke");
        var parameters = Templates.Fill(state["Parameters"]!, data, context);
        var payload = await invoke((string)parameters["FunctionName"]!, parameters["Payload"]!);
        return new JsonObject { ["StatusCode"] = 200, ["Payload"] = payload };
    }

    private async Task<JsonNode> MapAsync(JsonObject state, JsonNode data)
    {
        var items = Expressions.Evaluate((string)state["ItemsPath"]!, data, null)!.AsArray();
        var atOnce = (int)Expressions.Evaluate((string)state["MaxConcurrencyPath"]!, data, null)!;
        using var places = new SemaphoreSlim(atOnce);
        var results = await Task.WhenAll(
            items.Select(async item =>
            {
                await places.WaitAsync();
                try
                {
                    var value = new JsonObject { ["Map"] = new JsonObject { ["Item"] = new JsonObject() } };
                    value["Map"]!["Item"]!["Value"] = item!.DeepClone();
                    var input = Templates.Fill(state["ItemSelector"]!, data, value);
                    return await WalkAsync(state["ItemProcessor"]!, input, context: null, _ => { });
                }
                finally
                {
                    places.Release();
                }
            })
        );
        return new JsonArray(results);
    }

    private static JsonNode Output(JsonObject state, JsonNode data) =>
        state["OutputPath"] is { } path ? Expressions.Evaluate((string)path!, data, null)! : data;
}
