using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EventRecovery.Cli.Runtime;
using Spectre.Console;

namespace EventRecovery.Cli.Output;

/// <summary>
/// Where a command's words go. Results go to standard output and troubles to standard error; with <c>--json</c> the one JSON object
/// takes standard output for itself and every line for people goes to standard error.
/// </summary>
internal sealed class Terminal
{
    private readonly Surroundings surroundings;

    public Terminal(Surroundings surroundings, bool json)
    {
        this.surroundings = surroundings;
        IsJson = json;
        Errors = Consoles.Create(surroundings.Error, surroundings.Variable);
        People = json ? Errors : Consoles.Create(surroundings.Output, surroundings.Variable);
        IsLive = (json ? surroundings.Error : surroundings.Output).IsTerminal;
    }

    /// <summary>A machine reads standard output.</summary>
    public bool IsJson { get; }

    /// <summary>Lines for people.</summary>
    public IAnsiConsole People { get; }

    /// <summary>Troubles, for people.</summary>
    public IAnsiConsole Errors { get; }

    /// <summary>People's lines may be redrawn: spinners and progress bars, rather than one line a step.</summary>
    public bool IsLive { get; }

    public Surroundings Surroundings => surroundings;

    /// <summary>Writes one JSON object on a line of its own to standard output.</summary>
    public async Task WriteJsonAsync<T>(T value, JsonTypeInfo<T> type)
    {
        await JsonSerializer.SerializeAsync(surroundings.Output.Bytes, value, type, CancellationToken.None);
        await WriteBytesAsync("\n"u8.ToArray());
    }

    /// <summary>Passes on the JSON object of a function, if a machine wants one.</summary>
    public async Task PassOnAsync(ReadOnlyMemory<byte> json)
    {
        if (IsJson)
        {
            await WriteBytesAsync(json);
            await WriteBytesAsync("\n"u8.ToArray());
        }
    }

    public Task WriteLineAsync(string line) => WriteBytesAsync(Encoding.UTF8.GetBytes(line + "\n"));

    /// <summary>Writes exactly these bytes to standard output.</summary>
    public async Task WriteBytesAsync(ReadOnlyMemory<byte> bytes)
    {
        await surroundings.Output.Bytes.WriteAsync(bytes, CancellationToken.None);
        await surroundings.Output.Bytes.FlushAsync(CancellationToken.None);
    }
}
