namespace EventRecovery.Local.Stack;

/// <summary>Disposes of what was put on it, last first, each even when another fails. So a start that breaks half-way leaves nothing.</summary>
internal sealed class DisposalStack : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> parts = new();

    public T Push<T>(T part)
        where T : IAsyncDisposable
    {
        parts.Push(part);
        return part;
    }

    /// <summary>For what is disposed of synchronously.</summary>
    public T PushPlain<T>(T part)
        where T : IDisposable
    {
        parts.Push(new Plain(part));
        return part;
    }

    /// <exception cref="AggregateException">Some failed; the rest are disposed of.</exception>
    public async ValueTask DisposeAsync()
    {
        var failures = new List<Exception>();
        while (parts.TryPop(out var part))
        {
            try
            {
                await part.DisposeAsync();
            }
            catch (Exception failure)
            {
                failures.Add(failure);
            }
        }

        if (failures.Count > 0)
        {
            throw new AggregateException(failures);
        }
    }

    private sealed class Plain(IDisposable part) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            part.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
