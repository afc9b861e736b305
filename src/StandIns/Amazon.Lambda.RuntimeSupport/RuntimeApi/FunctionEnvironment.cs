using System.Globalization;

namespace Amazon.Lambda.RuntimeSupport.RuntimeApi;

/// <summary>What stays the same for all invocations of one execution environment.</summary>
internal sealed record FunctionEnvironment(string Name, string Version, int MemoryMb, string LogGroup, string LogStream)
{
    public static FunctionEnvironment Read()
    {
        _ = int.TryParse(Variable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"), CultureInfo.InvariantCulture, out var memoryMb);
        return new FunctionEnvironment(
            Variable("AWS_LAMBDA_FUNCTION_NAME"),
            Variable("AWS_LAMBDA_FUNCTION_VERSION"),
            memoryMb,
            Variable("AWS_LAMBDA_LOG_GROUP_NAME"),
            Variable("AWS_LAMBDA_LOG_STREAM_NAME")
        );
    }

    private static string Variable(string name) => Environment.GetEnvironmentVariable(name);
}
