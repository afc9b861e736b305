using System.Text.Json.Serialization;
using EventRecovery.Local.Stack;
using EventRecovery.Recalculation;

namespace EventRecovery.Cli.Stack;

/// <summary>What <c>recover local</c> prints: all that a program needs to put events in and to read results.</summary>
/// <param name="Metrics">Takes PutMetricData, and shows Prometheus text under <c>/metrics</c>.</param>
/// <param name="Version">The recalculation that the Reprocessor runs.</param>
/// <param name="Functions">Names for the Lambda Invoke API; null for one that is not there.</param>
/// <param name="Folder">Logs, objects and failed batches.</param>
internal sealed record LocalReport(
    Uri Kinesis,
    [property: JsonPropertyName("dynamodb")] Uri DynamoDb,
    Uri Lambda,
    Uri Metrics,
    StreamNames Streams,
    string Table,
    string Version,
    FunctionNames Functions,
    string Folder
)
{
    /// <summary>What points a command at the stack. Versions of the AWS CLI differ in the name of the region's variable.</summary>
    public IEnumerable<(string Name, string Value)> Variables() =>
        [
            ("AWS_REGION", LocalStack.Region),
            ("AWS_DEFAULT_REGION", LocalStack.Region),
            ("AWS_ACCESS_KEY_ID", "local"),
            ("AWS_SECRET_ACCESS_KEY", "local"),
            ("AWS_ENDPOINT_URL_KINESIS", $"{Kinesis}"),
            ("AWS_ENDPOINT_URL_DYNAMODB", $"{DynamoDb}"),
            ("AWS_ENDPOINT_URL_LAMBDA", $"{Lambda}"),
            (Configuration.Variables.Folder, LocalStack.ObjectsIn(Folder)),
        ];

    public static LocalReport Of(LocalStack stack, RecalculationVersion version) =>
        new(
            stack.KinesisUrl,
            stack.DynamoDbUrl,
            stack.LambdaUrl,
            stack.MetricsUrl,
            new StreamNames(
                stack.Options.Streams.Source.Value,
                stack.Options.Streams.Error.Value,
                stack.Options.Streams.Recovered.Value
            ),
            stack.Options.Table,
            version.ToString(),
            new FunctionNames(
                LocalFunctions.Reprocessor,
                stack.Options.Replayer is null ? null : LocalFunctions.Replayer,
                stack.Options.Auditor is null ? null : LocalFunctions.Auditor
            ),
            stack.Options.Folder
        );
}

internal sealed record StreamNames(string Source, string Error, string Recovered);

internal sealed record FunctionNames(string Reprocessor, string? Replayer, string? Auditor);
