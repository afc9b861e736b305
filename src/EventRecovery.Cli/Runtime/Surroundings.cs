using EventRecovery.Cli.Replay;
using EventRecovery.Runtime;

namespace EventRecovery.Cli.Runtime;

/// <summary>All of the world that commands touch by themselves, so that a test can give them another.</summary>
internal sealed record Surroundings
{
    public required Stream Input { get; init; }

    /// <summary>Somebody types the input by hand.</summary>
    public bool InputIsTerminal { get; init; }

    public required OutputTarget Output { get; init; }

    public required OutputTarget Error { get; init; }

    /// <summary>Gives an environment variable's value, or null.</summary>
    public required Func<string, string?> Variable { get; init; }

    public required TimeProvider Time { get; init; }

    public required IEntropy Entropy { get; init; }

    /// <summary>Connects to the resources around the table of this name. Nothing is called before it is used.</summary>
    public required Func<string, Resources> Connect { get; init; }

    /// <summary>The Replayer of this name, wherever it is deployed.</summary>
    public required Func<string, ReplayFunction> Replayer { get; init; }

    /// <summary>What an audit reads from besides files. Nothing is called before it is used.</summary>
    public required Func<SourceConnections> Sources { get; init; }

    public static Surroundings OfThisProcess() =>
        new()
        {
            Input = Console.OpenStandardInput(),
            InputIsTerminal = !Console.IsInputRedirected,
            Output = new OutputTarget(Console.OpenStandardOutput(), !Console.IsOutputRedirected),
            Error = new OutputTarget(Console.OpenStandardError(), !Console.IsErrorRedirected),
            Variable = Environment.GetEnvironmentVariable,
            Time = TimeProvider.System,
            Entropy = new SystemEntropy(),
            Replayer = name => new DeployedReplayFunction(name),
            Sources = () => new AwsSourceConnections(),
            Connect = table => new AwsResources(
                table,
                Environment.GetEnvironmentVariable,
                TimeProvider.System,
                new SystemEntropy()
            ),
        };
}

/// <summary>Standard output or standard error.</summary>
/// <param name="Bytes">Where the bytes go.</param>
/// <param name="IsTerminal">A person watches it, so it may be redrawn and coloured.</param>
internal sealed record OutputTarget(Stream Bytes, bool IsTerminal);
