using System.Diagnostics;
using System.Text;
using EventRecovery.Local.Lambdas;
using EventRecovery.Local.Stack;

namespace EventRecovery.Benchmarks.ColdStart;

/// <summary>A new process, and its first answer.</summary>
/// <param name="Wall">From the start of the process to the answer.</param>
/// <param name="Processor">What the process has computed for it: steadier than the clock on a busy machine.</param>
internal readonly record struct FirstResponse(TimeSpan Wall, TimeSpan Processor)
{
    public static async Task<FirstResponse> TimeAsync(
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
        using var process = Process.GetProcessById(host.ProcessIdsOf(LocalFunctions.Reprocessor).Single());
        var processor = process.TotalProcessorTime;
        var text = Encoding.UTF8.GetString(answer.Payload.Span);
        return answer.Status == InvocationStatus.Succeeded && text == """{"batchItemFailures":[]}"""
            ? new FirstResponse(taken, processor)
            : throw new InvalidOperationException($"{build.Name} answered {answer.Status}: {text}");
    }
}
