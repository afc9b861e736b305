namespace EventRecovery.Local.Emulators;

/// <summary>
/// A Kinesis and a DynamoDB of one's own: two emulators on free loopback ports, empty, in memory. The first start on a machine installs
/// them with npm; later ones take about a second. They end when this is disposed of, and also when this process dies.
/// </summary>
/// <example><code>await using var emulators = await EmulatorPair.StartAsync(cancellationToken: token);</code></example>
public sealed class EmulatorPair : IAsyncDisposable
{
    private readonly Emulator kinesis;
    private readonly Emulator dynamoDb;

    private EmulatorPair(Emulator kinesis, Emulator dynamoDb)
    {
        this.kinesis = kinesis;
        this.dynamoDb = dynamoDb;
    }

    /// <summary>Where Kinesis answers: <c>http://127.0.0.1:PORT/</c>.</summary>
    public Uri KinesisUrl => kinesis.Url;

    /// <summary>Where DynamoDB answers: <c>http://127.0.0.1:PORT/</c>.</summary>
    public Uri DynamoDbUrl => dynamoDb.Url;

    /// <summary>The processes that serve them.</summary>
    internal IReadOnlyList<int> ProcessIds => [kinesis.ProcessId, dynamoDb.ProcessId];

    /// <summary>Installs what is not installed yet, starts both, and waits until both answer.</summary>
    /// <param name="options">Null: the defaults.</param>
    /// <param name="progress">Hears the steps. Null: nobody.</param>
    /// <param name="cancellationToken">Ends the wait and whatever has been started.</param>
    /// <exception cref="LocalStackException">Node.js is missing or too old, or an emulator does not start.</exception>
    public static async Task<EmulatorPair> StartAsync(
        EmulatorOptions? options = null,
        IStackProgress? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        options ??= new EmulatorOptions();
        progress ??= SilentProgress.Instance;
        var node = await NodeJs.FindAsync(options, cancellationToken);
        var source = new NpmPackages("the emulators", Emulator.LauncherFolder, options, node, progress);
        var packages = await source.EnsureAsync(cancellationToken);
        return await progress.StepAsync(
            "Starting the emulators",
            async () =>
            {
                var first = Emulator.StartAsync(
                    EmulatorKind.KinesisBehind(options.ClockLag),
                    node,
                    packages,
                    options,
                    cancellationToken
                );
                var second = Emulator.StartAsync(EmulatorKind.DynamoDb, node, packages, options, cancellationToken);
                await AllOrNoneAsync(first, second);
                return new EmulatorPair(await first, await second);
            }
        );
    }

    /// <summary>Stops both.</summary>
    public async ValueTask DisposeAsync()
    {
        await kinesis.DisposeAsync();
        await dynamoDb.DisposeAsync();
    }

    private static async Task AllOrNoneAsync(params Task<Emulator>[] starts)
    {
        try
        {
            await Task.WhenAll(starts);
        }
        catch
        {
            foreach (var started in starts.Where(start => start.IsCompletedSuccessfully))
            {
                await (await started).DisposeAsync();
            }

            throw;
        }
    }
}
