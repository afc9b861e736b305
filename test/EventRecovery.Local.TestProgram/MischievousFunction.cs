using System.Text.Json.Nodes;
using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;

namespace EventRecovery.Local.TestProgram;

/// <summary>
/// A Lambda function that does what its input says: <c>{"do":"echo"}</c>, <c>throw</c>, <c>hang</c>, <c>exit</c>, <c>variables</c>,
/// <c>pid</c>, <c>big</c>. The variable INIT makes it fail before its first invocation: <c>throw</c> or <c>exit</c>.
/// </summary>
internal static class MischievousFunction
{
    public static async Task<int> RunAsync()
    {
        var init = Environment.GetEnvironmentVariable("INIT");
        if (init == "exit")
        {
            await Console.Error.WriteLineAsync("not today");
            return 3;
        }

        using var bootstrap = LambdaBootstrapBuilder
            .Create((Func<Stream, ILambdaContext, Task<Stream>>)HandleAsync)
            .UseBootstrapHandler(() =>
                init == "throw" ? throw new InvalidOperationException("bad configuration") : Task.FromResult(true)
            )
            .Build();
        await bootstrap.RunAsync();
        return 0;
    }

    private static async Task<Stream> HandleAsync(Stream input, ILambdaContext context)
    {
        var request = (await JsonNode.ParseAsync(input))!.AsObject();
        context.Logger.LogInformation($"asked to {request["do"]}");
        JsonNode answer = (string?)request["do"] switch
        {
            "throw" => throw new ArgumentException("as you wish"),
            "hang" => await HangAsync(),
            "exit" => Exit((int)request["code"]!),
            "pid" => new JsonObject { ["pid"] = Environment.ProcessId },
            "variables" => Variables(),
            "big" => new JsonObject { ["padding"] = new string('x', (int)request["bytes"]!) },
            _ => new JsonObject
            {
                ["echo"] = request.DeepClone(),
                ["requestId"] = context.AwsRequestId,
                ["arn"] = context.InvokedFunctionArn,
                ["remainingSeconds"] = context.RemainingTime.TotalSeconds,
            },
        };
        return new MemoryStream(System.Text.Encoding.UTF8.GetBytes(answer.ToJsonString()));
    }

    private static async Task<JsonNode> HangAsync()
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, CancellationToken.None);
        return new JsonObject();
    }

    private static JsonObject Exit(int code)
    {
        Environment.Exit(code);
        return [];
    }

    private static JsonObject Variables()
    {
        var answer = new JsonObject();
        foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            answer[(string)variable.Key] = (string?)variable.Value;
        }

        return answer;
    }
}
