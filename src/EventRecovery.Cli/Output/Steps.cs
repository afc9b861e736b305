using EventRecovery.Local;
using Spectre.Console;

namespace EventRecovery.Cli.Output;

/// <summary>
/// Shows work of several steps. A terminal sees a spinner while a step runs and a line when it is done; a pipe sees lines only.
/// </summary>
internal sealed class Steps(Terminal terminal)
{
    private readonly TimeProvider time = terminal.Surroundings.Time;

    /// <summary>Runs one step.</summary>
    /// <param name="title">What is done, in a few words.</param>
    /// <param name="work">Does it, and may say what it is at.</param>
    /// <param name="detail">What came of it, in a line.</param>
    public Task<T> RunAsync<T>(string title, Func<IStackProgress, Task<T>> work, Func<T, string> detail) =>
        RunAsync(title, work, detail, _ => StepMark.Done);

    /// <inheritdoc cref="RunAsync{T}(string, Func{IStackProgress, Task{T}}, Func{T, string})"/>
    /// <param name="mark">How it went.</param>
    public async Task<T> RunAsync<T>(
        string title,
        Func<IStackProgress, Task<T>> work,
        Func<T, string> detail,
        Func<T, StepMark> mark
    )
    {
        var began = time.GetTimestamp();
        var result = terminal.IsLive
            ? await terminal
                .People.Status()
                .StartAsync(Markup.Escape(title), status => work(new Spinner(title, status)))
            : await work(new PlainLines(terminal.People));
        terminal.People.Write(StepLine.Of(mark(result), title, detail(result), time.GetElapsedTime(began)));
        return result;
    }

    private sealed class Spinner(string title, StatusContext status) : IStackProgress
    {
        public void Started(string step) => status.Status(Markup.Escape($"{title}: {step}"));

        public void Finished(string step) => status.Status(Markup.Escape(title));
    }

    private sealed class PlainLines(IAnsiConsole console) : IStackProgress
    {
        public void Started(string step) => console.MarkupLineInterpolated($"  … {step}");

        public void Finished(string step) { }
    }
}
