using EventRecovery.Replay;
using EventRecovery.Replay.Requests;
using EventRecovery.Streams;

namespace EventRecovery.Cli.Replay;

/// <summary>Invokes the Replayer until a run is done. Whatever ends this, the run is safe: every invocation saves its checkpoints.</summary>
internal sealed class ReplayDriver(ReplayFunction function, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <param name="request">Starts the run, or takes it up.</param>
    /// <param name="progress">Hears each answer.</param>
    public async Task<(ReplayReply Reply, ReadOnlyMemory<byte> Json)> RunAsync(
        ReadOnlyMemory<byte> request,
        Action<ReplayReply> progress,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            try
            {
                var answer = await function.InvokeAsync(request, cancellationToken);
                progress(answer.Reply);
                if (!answer.Reply.IsUnderWay)
                {
                    return answer;
                }

                request = TakeUp(answer.Reply.RunId!);
            }
            catch (TransientFailureException)
            {
                // The invocation may still be at work; the run's leases keep the next one off its shards.
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private static byte[] TakeUp(string run) =>
        ReplayRequestWriter.Write(new ReplayRequest(ReplayAction.Run, new RunId(run)));
}
