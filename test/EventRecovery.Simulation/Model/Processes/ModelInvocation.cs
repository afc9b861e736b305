using EventRecovery.Claims;
using EventRecovery.Engine;
using EventRecovery.Streams;

namespace EventRecovery.Simulation.Model.Processes;

/// <summary>One call of the engine, stopped at the one operation that it waits for.</summary>
internal sealed class ModelInvocation
{
    private Action<Response>? answer;

    public DeadlineClock Clock { get; } = new();

    /// <summary>What it waits for; null while it runs, and when it has ended.</summary>
    public Operation? Pending { get; private set; }

    /// <summary>The task that the engine awaits: all that the invocation remembers hangs on it.</summary>
    public object? Awaited { get; private set; }

    public Task<BatchOutcome>? Outcome { get; set; }

    public Exception? Failure => Outcome?.Exception?.GetBaseException();

    /// <summary>Of its latest draft of a page.</summary>
    public PageToken Token { get; set; }

    public Task<T> Ask<T>(Operation operation, Func<Response, T> read)
    {
        if (Pending is not null)
        {
            throw new InvalidOperationException($"Two operations at once: {Pending} and {operation}");
        }

        var source = new TaskCompletionSource<T>();
        (Pending, Awaited) = (operation, source.Task);
        answer = response =>
        {
            if (response.Answer == Answer.Lost)
            {
                source.SetException(new TransientFailureException("no answer"));
            }
            else
            {
                source.SetResult(read(response));
            }
        };
        return source.Task;
    }

    /// <summary>Runs the engine, on this thread, to its next operation or its end.</summary>
    public void Respond(Response response)
    {
        var complete = answer ?? throw new InvalidOperationException("It waits for nothing.");
        (answer, Pending, Awaited) = (null, null, null);
        complete(response);
    }
}
