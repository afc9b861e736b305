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
    /// <param name="compiled">
    /// Where the runtime writes down each method that it compiles, which takes its time; null, and it does not.
    /// </param>
    public static async Task<FirstResponse> TimeAsync(
        LocalStack stack,
        PublishedFunction build,
        byte[] payload,
        string? compiled,
        CancellationToken cancellationToken
    )
    {
        var variables = stack.Variables();
        if (compiled is not null)
        {
            (variables["DOTNET_JitStdOutFile"], variables["DOTNET_JitDisasmSummary"]) = (compiled, "1");
        }

        var options = new LambdaHostOptions { Environment = variables };
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
        if (compiled is not null)
        {
            await EndAsync(process, cancellationToken);
        }

        var text = Encoding.UTF8.GetString(answer.Payload.Span);
        return answer.Status == InvocationStatus.Succeeded && text == """{"batchItemFailures":[]}"""
            ? new FirstResponse(taken, processor)
            : throw new InvalidOperationException($"{build.Name} answered {answer.Status}: {text}");
    }

    /// <summary>Asks it to end, so that it writes out what it has in mind; the host would kill it.</summary>
    private static async Task EndAsync(Process process, CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await kill.WaitForExitAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
    }
}
