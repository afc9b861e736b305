using Amazon.CDK.AWS.Lambda;

namespace EventRecovery.Cdk;

/// <summary>What feeds a function with the records of a stream, one batch of a shard at a time.</summary>
/// <param name="Id">Of the construct.</param>
/// <param name="BatchSize">Records at most.</param>
/// <param name="WindowSeconds">How long a batch is waited for.</param>
/// <param name="RetryAttempts">Of a batch; -1 tries until its records expire.</param>
/// <param name="RecordAgeSeconds">Above which a record is given up; -1 never.</param>
internal sealed record RecordsMapping(
    string Id,
    double BatchSize,
    double WindowSeconds,
    double RetryAttempts,
    double RecordAgeSeconds
)
{
    private static readonly string[] Metrics = ["EventCount"];

    /// <summary>The ARN of what takes the batches that are given up; null when none is.</summary>
    public string? GivenUpTo { get; init; }

    public CfnEventSourceMapping Create(RecoveryFunction function, string stream)
    {
        var mapping = new CfnEventSourceMapping(
            function,
            Id,
            new CfnEventSourceMappingProps
            {
                FunctionName = function.FunctionName,
                EventSourceArn = stream,
                StartingPosition = "TRIM_HORIZON",
                BatchSize = BatchSize,
                MaximumBatchingWindowInSeconds = WindowSeconds,
                // Above 1, aggregated records do not work and pages shrink.
                ParallelizationFactor = 1,
                BisectBatchOnFunctionError = true,
                FunctionResponseTypes = ["ReportBatchItemFailures"],
                MaximumRetryAttempts = RetryAttempts,
                MaximumRecordAgeInSeconds = RecordAgeSeconds,
                DestinationConfig = GivenUpTo is null
                    ? null
                    : new CfnEventSourceMapping.DestinationConfigProperty
                    {
                        OnFailure = new CfnEventSourceMapping.OnFailureProperty { Destination = GivenUpTo },
                    },
            }
        );
        // Younger than this edition of the library.
        mapping.AddPropertyOverride("MetricsConfig.Metrics", Metrics);
        return mapping;
    }
}
