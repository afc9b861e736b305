using System.Diagnostics;
using System.Text;
using EventRecovery.Local.Lambdas;
using EventRecovery.Local.Stack;

namespace EventRecovery.Benchmarks.ColdStart;

/// <summary>A new process, and its first answer.</summary>
internal static class FirstResponse
{
    public static async Task<TimeSpan> TimeAsync(
        LocalStack stack,
        PublishedFunction build,
        byte[] payload,
        CancellationToken cancellationToken
    )
    {
        var options = new LambdaHostOptions { Environment = stack.Variables() };
        await using var host = await LambdaHost.StartAsync(
            [new LambdaFunction(LocalFunctions.Reprocessor, build.Assembly)],
            options,
            cancellationToken
        );
        var started = Stopwatch.GetTimestamp();
        var answer = await host.InvokeAsync(LocalFunctions.Reprocessor, payload);
        var taken = Stopwatch.GetElapsedTime(started);
        var text = Encoding.UTF8.GetString(answer.Payload.Span);
        return answer.Status == InvocationStatus.Succeeded && text == """{"batchItemFailures":[]}"""
            ? taken
            : throw new InvalidOperationException($"{build.Name} answered {answer.Status}: {text}");
    }
}
