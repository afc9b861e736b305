using EventRecovery.Runtime;

namespace EventRecovery.Local.Lambdas;

/// <summary>What all functions of one host share.</summary>
public sealed record LambdaHostOptions
{
    /// <summary>The account in the functions' ARNs. Default <c>000000000000</c>, as in the emulators.</summary>
    public string AccountId { get; init; } = "000000000000";

    /// <summary>The region the functions are told to be in. Default <c>us-east-1</c>, as in the emulators.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>Variables for every function, such as the endpoints of the emulators. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Hears every line that a function writes, from any thread. Default: nobody.</summary>
    public Action<FunctionLogLine> Log { get; init; } = _ => { };

    /// <summary>
    /// How long to wait before the first, the second… retry of a failed asynchronous invocation. Default one second, then two; AWS waits
    /// one minute, then two.
    /// </summary>
    public IReadOnlyList<TimeSpan> AsyncRetryDelays { get; init; } = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)];

    /// <summary>Makes the request ids.</summary>
    public IEntropy Entropy { get; init; } = new SystemEntropy();

    /// <summary>The clock of deadlines and timeouts.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>A line that a function wrote to its output or error stream.</summary>
/// <param name="Function">The function's name.</param>
/// <param name="Environment">The execution environment, such as <c>env-3</c>: what a log stream is on AWS.</param>
/// <param name="Text">The line, without its end.</param>
public readonly record struct FunctionLogLine(string Function, string Environment, string Text);
