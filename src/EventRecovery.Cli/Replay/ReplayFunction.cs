using System.Text.Json;
using EventRecovery.Cli.Output;

namespace EventRecovery.Cli.Replay;

/// <summary>The Replayer, wherever it runs.</summary>
internal abstract class ReplayFunction : IDisposable
{
    /// <summary>Sends a request as it is and gives the answer as it is, besides what was understood of it.</summary>
    /// <exception cref="CommandException">The Replayer refuses, or failed.</exception>
    public async Task<(ReplayReply Reply, ReadOnlyMemory<byte> Json)> InvokeAsync(
        ReadOnlyMemory<byte> request,
        CancellationToken cancellationToken
    )
    {
        var (isError, payload) = await CallAsync(request, cancellationToken);
        return isError
            ? throw Refused(payload)
            : (JsonSerializer.Deserialize(payload.Span, ReplyJson.Default.ReplayReply)!, payload);
    }

    public abstract void Dispose();

    protected abstract Task<(bool IsError, ReadOnlyMemory<byte> Payload)> CallAsync(
        ReadOnlyMemory<byte> request,
        CancellationToken cancellationToken
    );

    // The message of a refusal has the lines that a person needs, the first of them a headline.
    private static CommandException Refused(ReadOnlyMemory<byte> payload)
    {
        var error = JsonSerializer.Deserialize(payload.Span, ReplyJson.Default.FunctionError);
        var lines = (error?.ErrorMessage ?? "it gave no reason").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var isRefusal = error?.ErrorType is { } type && (type.Contains("Refused") || type.Contains("Invalid"));
        return new CommandException(
            isRefusal ? ExitCode.CannotRun : ExitCode.FoundWrong,
            new Problem($"the Replayer {(isRefusal ? "refuses" : "failed")}: {lines[0]}")
            {
                Where = [.. lines.Skip(1).Select(line => line.Trim())],
                Next = isRefusal
                    ? null
                    : "What is done is saved. The same command goes on; the function's log says more.",
            }
        );
    }
}
