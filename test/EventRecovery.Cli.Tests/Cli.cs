using System.Text;
using EventRecovery.Cli.Runtime;
using EventRecovery.Runtime;

namespace EventRecovery.Cli.Tests;

/// <summary>Runs a command line inside the test, with streams and variables of its own.</summary>
internal sealed class Cli
{
    private readonly MemoryStream output = new();
    private readonly MemoryStream error = new();

    /// <summary>When it is, for every command run by a test.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 30, 0, TimeSpan.Zero);

    public byte[] Input { get; init; } = [];

    /// <summary>Somebody types the input.</summary>
    public bool InputIsTerminal { get; init; }

    public InMemoryResources Resources { get; init; } = new();

    public InMemorySources Sources { get; } = new();

    public FakeReplayer Replayer { get; init; } = new();

    public Dictionary<string, string> Variables { get; } = [];

    public ExitCode ExitCode { get; private set; }

    public string Output => Encoding.UTF8.GetString(output.ToArray());

    public string Error => Encoding.UTF8.GetString(error.ToArray());

    /// <summary>All that a person sees of it: the command, both streams, and how it ended.</summary>
    public string Transcript =>
        $"{Output}{(Error.Length > 0 ? $"--- standard error\n{Error}" : "")}--- exit code {(int)ExitCode}\n";

    public static Task<Cli> RunAsync(params string[] arguments) => RunAsync([], arguments);

    public static async Task<Cli> RunAsync(byte[] input, params string[] arguments)
    {
        var cli = new Cli { Input = input };
        await cli.StartAsync(arguments, TestContext.Current.CancellationToken);
        return cli;
    }

    public async Task StartAsync(string[] arguments, CancellationToken cancellationToken) =>
        ExitCode = await RecoverApp.RunAsync(
            arguments,
            new Surroundings
            {
                Input = new MemoryStream(Input),
                InputIsTerminal = InputIsTerminal,
                Output = new OutputTarget(output, IsTerminal: false),
                Error = new OutputTarget(error, IsTerminal: false),
                Variable = name => Variables.GetValueOrDefault(name),
                Time = new DayOfTests(),
                Entropy = new SystemEntropy(),
                Connect = _ => Resources,
                Replayer = _ => Replayer,
                Sources = () => Sources,
            },
            cancellationToken
        );

    /// <summary>Timers run as ever; only what the clock says is fixed.</summary>
    private sealed class DayOfTests : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
