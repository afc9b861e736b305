using Amazon.Lambda.Core;
using EventRecovery.Aws.Composition;
using EventRecovery.Replay.Requests;
using EventRecovery.Replay.Running;
using EventRecovery.Runtime;
using Microsoft.Extensions.Logging;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace EventRecovery.Replayer;

/// <summary>
/// One invocation of a replay: a request in, where the run stands out. It stops in time and answers <c>continues</c>; whoever
/// invoked it (Step Functions, <c>recover replay</c>, a person) invokes it again.
/// </summary>
internal sealed partial class Function(RecoveryHost host, TimeProvider time, ILogger logger)
{
    private readonly ReplayRunner runner = host.Runner();

    public async Task<Stream> HandleAsync(Stream input, ILambdaContext context)
    {
        var deadline = Deadline.ForInvocation(time, context.RemainingTime);
        try
        {
            var request = await ReadAsync(input);
            var answer = await runner.HandleAsync(request, deadline, CancellationToken.None);
            LogAnswer(request.Action, answer.Run?.Id.ToString(), answer.State, answer.Counts.Events.Recovered);
            return new MemoryStream(ReplayResponseWriter.Write(request, answer));
        }
        finally
        {
            await host.FlushMetricsAsync(CancellationToken.None);
        }
    }

    private static async Task<ReplayRequest> ReadAsync(Stream input)
    {
        using var bytes = new MemoryStream();
        await input.CopyToAsync(bytes);
        var reading = ReplayRequestReader.Read(bytes.ToArray());
        return reading.Request ?? throw new RequestInvalidException(reading.Problems);
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{Action} of run {Run}: {State}, {Recovered} events recovered so far"
    )]
    private partial void LogAnswer(
        ReplayAction action,
        string? run,
        EventRecovery.Replay.RunState state,
        long recovered
    );
}
