using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using EventRecovery.Configuration;
using EventRecovery.Json;

namespace EventRecovery.Cli.Commands.Replay;

/// <summary>
/// The baseline of a trial where the deployment finds it. A file here is checked and put into the deployment's bucket or folder, under the
/// hash of what is in it: a repeat puts the same object, and asks for the same trial.
/// </summary>
internal static class TrialBaseline
{
    private static readonly byte[] GzipMagic = [0x1F, 0x8B];

    /// <returns>What to ask the Replayer for; null for what it takes by itself.</returns>
    public static async Task<string?> PlaceAsync(Invocation invocation)
    {
        if (TrialOptions.BaselineOf(invocation) is not { } text)
        {
            return null;
        }

        var file = new FileInfo(text);
        if (!file.Exists)
        {
            return IsPath(text)
                ? throw Usage.Wrong(
                    $"there is no file {text} to compare with",
                    "Name a file of events, one JSON object a line; or published, run:ID, NAME/NUMBER, or a key in the deployment's bucket."
                )
                : text;
        }

        var content = await File.ReadAllBytesAsync(file.FullName, invocation.CancellationToken);
        var isGzip = content.AsSpan().StartsWith(GzipMagic);
        await CheckAsync(file, content, isGzip, invocation.CancellationToken);
        var key = $"baselines/{Convert.ToHexStringLower(SHA256.HashData(content))}.jsonl.gz";
        // The table is named, and not looked into: only its neighbour is asked, the bucket or folder.
        await using var resources = invocation.Surroundings.Connect(
            new StackNames(invocation.Get(RequestOptions.Stack)!).Table
        );
        await resources.Objects.PutAsync(key, isGzip ? content : Pack(content), invocation.CancellationToken);
        return key;
    }

    // What can only be a file of this machine.
    private static bool IsPath(string text) => Path.IsPathRooted(text) || text.StartsWith('.') || text.Contains('\\');

    /// <summary>Every line is looked at here, so that a wrong file is refused before anything is begun.</summary>
    private static async Task CheckAsync(
        FileInfo file,
        byte[] content,
        bool isGzip,
        CancellationToken cancellationToken
    )
    {
        await using var stream = new MemoryStream(content);
        await using Stream unpacked = isGzip ? new GZipStream(stream, CompressionMode.Decompress) : stream;
        using var lines = new StreamReader(unpacked, Encoding.UTF8);
        try
        {
            for (var number = 1; await lines.ReadLineAsync(cancellationToken) is { } line; number++)
            {
                Check(file, number, line);
            }
        }
        catch (InvalidDataException)
        {
            throw Usage.Wrong($"{file} is a damaged gzip file", "Nothing was begun.");
        }
    }

    private static byte[] Pack(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }

    private static void Check(FileInfo file, int number, string line)
    {
        JsonText? text = null;
        JsonProblem problem = default;
        if (
            string.IsNullOrWhiteSpace(line)
            || (
                JsonText.TryRead(Encoding.UTF8.GetBytes(line), JsonLimits.Largest, out text, out problem)
                && text.Root.Kind == JsonKind.Object
            )
        )
        {
            return;
        }

        throw Usage.Wrong(
            $"line {number} of {file} is no event: {(text is null ? problem.Message : "it is no JSON object")}",
            "A baseline has one JSON object a line. Nothing was begun."
        );
    }
}
