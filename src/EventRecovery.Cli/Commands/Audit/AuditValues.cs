using System.CommandLine;
using System.Text;
using EventRecovery.Audit;
using EventRecovery.Audit.Reading;
using EventRecovery.Cli.Output;
using EventRecovery.Events;
using EventRecovery.Json;
using EventRecovery.Text;

namespace EventRecovery.Cli.Commands.Audit;

/// <summary>Reads options into what they mean, and collects what is wrong with them.</summary>
internal sealed class AuditValues(Invocation invocation)
{
    private readonly List<string> mistakes = [];

    public T? Get<T>(Option<T> option) => invocation.Get(option);

    public string? Variable(string name) => invocation.Surroundings.Variable(name);

    public void Wrong(string mistake) => mistakes.Add(mistake);

    public JsonPointer? Pointer(Option<string?> option)
    {
        if (Get(option) is not { } text)
        {
            return null;
        }

        if (JsonPointer.TryParse(text, out var pointer))
        {
            return pointer;
        }

        Wrong($"{option.Name} \"{text}\" is not a JSON Pointer; write for example /detail/id");
        return null;
    }

    public DateTimeOffset? Time<T>(Option<T> option)
    {
        if (Get(option) is not string text)
        {
            return null;
        }

        if (Rfc3339.TryParse(Encoding.UTF8.GetBytes(TimeOfDay.Today(invocation, text)!), out var time))
        {
            return time;
        }

        Wrong($"{option.Name} \"{text}\" is not a time; write RFC 3339, e.g. 2026-11-22T08:00:00Z");
        return null;
    }

    public TimeSpan? Duration(Option<string?> option)
    {
        if (Get(option) is not { } text)
        {
            return null;
        }

        if (Durations.TryParse(text, out var duration))
        {
            return duration;
        }

        Wrong($"{option.Name} \"{text}\" is not a length of time; write for example 90s, 5m or 2h");
        return null;
    }

    public SourceSpec? Source(Option option, string? text)
    {
        try
        {
            return SourceSpec.Parse(text ?? "");
        }
        catch (FormatException wrong)
        {
            Wrong($"{option.Name} {wrong.Message}");
            return null;
        }
    }

    /// <summary><c>/price</c>, or <c>/price=0.01</c>.</summary>
    public ComparedValue? Compared(string text)
    {
        if (ComparedValue.TryParse(text, out var value))
        {
            return value;
        }

        Wrong($"--compare \"{text}\" is not a value; write a JSON Pointer, with a tolerance if wished: /price=0.01");
        return null;
    }

    public void ThrowIfWrong()
    {
        if (mistakes.Count > 0)
        {
            throw new CommandException(
                ExitCode.CannotRun,
                new Problem(
                    $"the audit cannot start: {(mistakes.Count == 1 ? "1 problem" : $"{mistakes.Count} problems")}"
                )
                {
                    Where = mistakes,
                    Kept = "Nothing was read or written.",
                }
            );
        }
    }
}
