using System.Text.Json;
using EventRecovery.Local.Processes;

namespace EventRecovery.Local.Emulators;

/// <summary>One running emulator: a Node.js process that listens on a free loopback port and ends with this process.</summary>
internal sealed class Emulator : IAsyncDisposable
{
    private readonly ChildProcess process;

    private Emulator(ChildProcess process, Uri url)
    {
        this.process = process;
        Url = url;
    }

    /// <summary>Where the launchers and their lock file lie beside this program.</summary>
    public static string LauncherFolder { get; } = Path.Combine(AppContext.BaseDirectory, "Emulators", "npm");

    /// <summary>Where it answers: <c>http://127.0.0.1:PORT</c>.</summary>
    public Uri Url { get; }

    /// <summary>The number of its process.</summary>
    public int ProcessId => process.Id;

    /// <summary>Starts it and waits until it answers a request.</summary>
    /// <exception cref="LocalStackException">It ended, or did not answer within <see cref="EmulatorOptions.StartTimeout"/>.</exception>
    public static async Task<Emulator> StartAsync(
        EmulatorKind kind,
        NodeJs node,
        string packages,
        EmulatorOptions options,
        CancellationToken cancellationToken
    )
    {
        var port = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var lastWords = new LastLines(3);
        var launcher = Path.Combine(LauncherFolder, kind.Launcher);
        var command = new ChildCommand(node.Node, [launcher, packages]) { Environment = kind.Environment };
        var started = ChildProcess.Start(
            command,
            line =>
            {
                if (!TryReadPort(line, port))
                {
                    lastWords.Add(line);
                }
            },
            lastWords.Add,
            options.Time
        );

        using var bound = new CancellationTokenSource(options.StartTimeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellationToken);
        try
        {
            await Task.WhenAny(port.Task, started.Exited).WaitAsync(either.Token);
            if (!port.Task.IsCompleted)
            {
                throw new LocalStackException(
                    $"{kind.Name} ended while starting (exit code {await started.Exited}): {lastWords}"
                );
            }

            var url = new UriBuilder(Uri.UriSchemeHttp, "127.0.0.1", await port.Task).Uri;
            // A proxy that the environment names has no business between two programs on one machine.
            using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
            using var answer = await http.GetAsync(url, either.Token);
            return new Emulator(started, url);
        }
        catch (Exception failure)
        {
            await started.DisposeAsync();
            throw failure switch
            {
                OperationCanceledException when !cancellationToken.IsCancellationRequested => new LocalStackException(
                    $"{kind.Name} did not answer within {options.StartTimeout}: {lastWords}",
                    failure
                ),
                HttpRequestException => new LocalStackException(
                    $"{kind.Name} does not answer: {failure.Message}",
                    failure
                ),
                _ => failure,
            };
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => process.DisposeAsync();

    /// <summary>Reads the launcher's one line, <c>{"port":12345}</c>.</summary>
    private static bool TryReadPort(string line, TaskCompletionSource<int> port)
    {
        if (!line.StartsWith("{\"port\":", StringComparison.Ordinal))
        {
            return false;
        }

        using var announcement = JsonDocument.Parse(line);
        return port.TrySetResult(announcement.RootElement.GetProperty("port").GetInt32());
    }
}
