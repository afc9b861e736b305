using System.Buffers;
using System.CommandLine;
using EventRecovery.Cli.Output;
using EventRecovery.Cli.Runtime;
using EventRecovery.Json;
using Spectre.Console;

namespace EventRecovery.Cli.Commands;

/// <summary><c>recover hash</c>: the fingerprint by which results are compared.</summary>
internal static class HashCommand
{
    // Wider than events may be: this is a tool for looking at JSON, whatever its size.
    private static readonly JsonLimits Limits = new()
    {
        MaxBytes = JsonLimits.LargestMaxBytes,
        MaxDepth = JsonLimits.LargestMaxDepth,
    };

    private static readonly Argument<FileInfo?> File = new Argument<FileInfo?>("FILE")
    {
        Description = "The JSON to hash. Without it: standard input.",
        Arity = ArgumentArity.ZeroOrOne,
    }.NoOption();

    private static readonly Option<bool> Canonical = new("--canonical")
    {
        Description = "Write the canonical bytes themselves, and nothing else.",
    };

    public static Command Create(Surroundings surroundings) =>
        new Command("hash", "Print the SHA-256 of a JSON text's canonical form (RFC 8785), in hex.")
        {
            File,
            Canonical,
        }.Does(surroundings, RunAsync);

    private static async Task<ExitCode> RunAsync(Invocation invocation)
    {
        var terminal = invocation.Terminal;
        if (invocation.Get(Canonical) && terminal.IsJson)
        {
            throw Usage.Wrong("--canonical and --json exclude each other: both want standard output");
        }

        var bytes = await ReadAsync(invocation);
        if (!JsonText.TryRead(bytes, Limits, out var text, out var problem))
        {
            throw Refused(invocation, problem);
        }

        var canonical = new ArrayBufferWriter<byte>(Math.Max(bytes.Length, 1));
        CanonicalJson.Write(text, canonical);
        var hash = EventHash.OfCanonical(canonical.WrittenSpan).ToString();
        await (
            invocation.Get(Canonical) ? terminal.WriteBytesAsync(canonical.WrittenMemory)
            : terminal.IsJson
                ? terminal.WriteJsonAsync(
                    new HashReport(true, hash, canonical.WrittenCount),
                    OutputJson.Default.HashReport
                )
            : terminal.WriteLineAsync(hash)
        );
        return ExitCode.Ok;
    }

    private static async Task<byte[]> ReadAsync(Invocation invocation)
    {
        if (invocation.Get(File) is { } file)
        {
            return file.Exists
                ? await System.IO.File.ReadAllBytesAsync(file.FullName, invocation.CancellationToken)
                : throw Usage.Wrong($"there is no file {file}");
        }

        if (invocation.Surroundings.InputIsTerminal)
        {
            invocation.Terminal.Errors.MarkupLine("Type a JSON text, and end it with Ctrl-D.");
        }

        // A read from a keyboard does not hear a cancellation, so it is abandoned.
        using var all = new MemoryStream();
        await invocation
            .Surroundings.Input.CopyToAsync(all, invocation.CancellationToken)
            .WaitAsync(invocation.CancellationToken);
        return all.ToArray();
    }

    private static CommandException Refused(Invocation invocation, JsonProblem problem) =>
        new(
            ExitCode.FoundWrong,
            new Problem($"{invocation.Get(File)?.ToString() ?? "the input"} has no canonical form")
            {
                Where = [problem.Message],
                Next =
                    "Only unambiguous JSON has one: one value, valid UTF-8, no name twice, no half of a surrogate pair.",
            }
        );
}

/// <param name="Sha256">64 hexadecimal digits.</param>
/// <param name="CanonicalBytes">Length of the canonical form.</param>
internal sealed record HashReport(bool Ok, string Sha256, int CanonicalBytes);
