using System.Globalization;
using EventRecovery.Local.Processes;

namespace EventRecovery.Local.Lambdas;

/// <summary>How a function's process is started: the command line, and the variables that Lambda defines.</summary>
internal static class FunctionCommand
{
    // A function does not read its standard input, so it would not notice that its host was killed, and a hanging one would never end.
    // This shell leaves a watcher behind that blocks on the lifeline, then becomes the function: same process id, same exit code.
    // A line means that the function has ended and its number may already be another's; the end of the pipe means that the host died.
    // Ctrl-C in a terminal reaches parent and children alike, and only the host shall act on it: an ignored signal stays ignored.
    private const string WatchThenRun = """
        trap '' INT
        exec 3<&0
        (read -r _ <&3 || kill -9 $$) </dev/null >/dev/null 2>&1 &
        exec 3<&-
        exec "$@" </dev/null
        """;

    // What a .NET program needs from its machine. Nothing else is inherited: neither credentials nor a profile of the person at the
    // keyboard can leak into a function that runs here.
    private static readonly string[] InheritedVariables =
    [
        "PATH",
        "HOME",
        "TMPDIR",
        "TMP",
        "TEMP",
        "USERPROFILE",
        "SystemRoot",
        "windir",
        "LANG",
        "DOTNET_ROOT",
        "DOTNET_HOST_PATH",
        "DOTNET_ROLL_FORWARD",
        "DOTNET_CLI_TELEMETRY_OPTOUT",
    ];

    public static ChildCommand Build(
        LambdaFunction function,
        LambdaHostOptions host,
        string environmentId,
        string runtimeApi
    )
    {
        List<string> line = [.. ProgramOf(function.Executable), .. function.Arguments];
        if (!OperatingSystem.IsWindows())
        {
            line = ["/bin/sh", "-c", WatchThenRun, "sh", .. line];
        }

        return new ChildCommand(line[0], line[1..])
        {
            InheritEnvironment = false,
            Environment = Variables(function, host, environmentId, runtimeApi),
            WorkingFolder = Path.GetDirectoryName(function.Executable),
        };
    }

    private static string[] ProgramOf(string executable) =>
        executable.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
            ? [Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", executable]
            : [executable];

    private static Dictionary<string, string?> Variables(
        LambdaFunction function,
        LambdaHostOptions host,
        string environmentId,
        string runtimeApi
    )
    {
        var variables = InheritedVariables
            .Select(name => KeyValuePair.Create(name, Environment.GetEnvironmentVariable(name)))
            .Where(variable => variable.Value is not null)
            .ToDictionary(StringComparer.Ordinal);
        foreach (var (name, value) in LambdaVariables(function, host, environmentId, runtimeApi))
        {
            variables[name] = value;
        }

        foreach (var (name, value) in host.Environment.Concat(function.Environment))
        {
            variables[name] = value;
        }

        return variables;
    }

    private static Dictionary<string, string> LambdaVariables(
        LambdaFunction function,
        LambdaHostOptions host,
        string environmentId,
        string runtimeApi
    ) =>
        new()
        {
            ["AWS_LAMBDA_RUNTIME_API"] = runtimeApi,
            ["AWS_LAMBDA_FUNCTION_NAME"] = function.Name,
            ["AWS_LAMBDA_FUNCTION_VERSION"] = "$LATEST",
            ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = function.MemoryMegabytes.ToString(CultureInfo.InvariantCulture),
            ["AWS_LAMBDA_INITIALIZATION_TYPE"] = "on-demand",
            ["AWS_LAMBDA_LOG_GROUP_NAME"] = $"/aws/lambda/{function.Name}",
            ["AWS_LAMBDA_LOG_STREAM_NAME"] = environmentId,
            ["AWS_EXECUTION_ENV"] = "AWS_Lambda_dotnet10",
            ["AWS_REGION"] = host.Region,
            ["AWS_DEFAULT_REGION"] = host.Region,
            // Each function signs by its own name, as each has a role of its own on AWS; the emulators take any.
            ["AWS_ACCESS_KEY_ID"] = function.Name,
            ["AWS_SECRET_ACCESS_KEY"] = "local",
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            // Files that are not there: the shared ones may hold real credentials and a real endpoint.
            ["AWS_CONFIG_FILE"] = Path.Combine(Path.GetTempPath(), "eventrecovery-has-no-config"),
            ["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(Path.GetTempPath(), "eventrecovery-has-no-credentials"),
            ["LAMBDA_TASK_ROOT"] = Path.GetDirectoryName(function.Executable) ?? "",
            ["_HANDLER"] = Path.GetFileNameWithoutExtension(function.Executable),
            ["TZ"] = ":UTC",
        };
}
