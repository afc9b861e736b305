namespace EventRecovery.StandIns;

/// <summary>Tests that change environment variables or the console run alone, and put back what they found.</summary>
[CollectionDefinition(nameof(ProcessWideState), DisableParallelization = true)]
public sealed class ProcessWideState
{
    /// <summary>Sets a variable until the result is disposed.</summary>
    internal static IDisposable Variable(string name, string? value)
    {
        var before = Environment.GetEnvironmentVariable(name);
        Environment.SetEnvironmentVariable(name, value);
        return new Undo(() => Environment.SetEnvironmentVariable(name, before));
    }

    /// <summary>Catches what is printed until it is disposed.</summary>
    internal static IDisposable CaptureConsole(out StringWriter output, out StringWriter error)
    {
        var (outBefore, errorBefore) = (Console.Out, Console.Error);
        (output, error) = (new StringWriter(), new StringWriter());
        Console.SetOut(output);
        Console.SetError(error);
        return new Undo(() =>
        {
            Console.SetOut(outBefore);
            Console.SetError(errorBefore);
        });
    }

    private sealed class Undo(Action action) : IDisposable
    {
        public void Dispose() => action();
    }
}
