using Amazon.CDK.AWS.Lambda;
using Constructs;

namespace EventRecovery.Cdk;

/// <summary>The Reprocessor, fed by the error stream.</summary>
public sealed class ReprocessorFunction : RecoveryFunction
{
    private static readonly string[] Metrics = ["EventCount"];

    public ReprocessorFunction(Construct scope, string id, FunctionSetting setting)
        : base(scope, id)
    {
        var shape = new FunctionShape(
            setting.Names.Reprocessor,
            "Recovers what arrives on the error stream.",
            "EventRecovery.Reprocessor",
            "reprocessor",
            setting.Props.ReprocessorCode,
            setting.Props.ReprocessorMemory,
            // Shorter than the claim timeout, so that a foreign claim is waited for over several invocations.
            TimeoutSeconds: 300
        );
        Create(
            setting,
            shape,
            Statements.FeedFrom("ReadErrors", setting.Streams.Error.Arn),
            Statements.PublishRecovered(setting),
            Statements.UseTable("ClaimAndPark", setting),
            Statements.KeepWhatOutgrowsThem(setting),
            Statements.Allow(
                "KeepGivenUpBatches",
                ["s3:PutObject"],
                $"{setting.Storage.BucketArn}/{Statements.GivenUpBatches}*"
            ),
            Statements.Allow("FindTheBucketOfGivenUpBatches", ["s3:ListBucket"], setting.Storage.BucketArn),
            Statements.UseTheKeys(setting),
            Statements.SendMetrics(),
            Statements.WriteLogs(this, $"/aws/lambda/{shape.Name}")
        );
        Errors = CreateMapping(setting);
    }

    /// <summary>What reads the error stream.</summary>
    public CfnEventSourceMapping Errors { get; }

    private CfnEventSourceMapping CreateMapping(FunctionSetting setting)
    {
        var mapping = new CfnEventSourceMapping(
            this,
            "Errors",
            new CfnEventSourceMappingProps
            {
                FunctionName = FunctionName,
                EventSourceArn = setting.Streams.Error.Arn,
                StartingPosition = "TRIM_HORIZON",
                BatchSize = 500,
                MaximumBatchingWindowInSeconds = 5,
                // Above 1, aggregated records do not work and pages shrink.
                ParallelizationFactor = 1,
                BisectBatchOnFunctionError = true,
                FunctionResponseTypes = ["ReportBatchItemFailures"],
                // Times the timeout: about an hour, well above the claim timeout of 16 minutes.
                MaximumRetryAttempts = 10,
                MaximumRecordAgeInSeconds = 604_800,
                DestinationConfig = new CfnEventSourceMapping.DestinationConfigProperty
                {
                    OnFailure = new CfnEventSourceMapping.OnFailureProperty { Destination = setting.Storage.BucketArn },
                },
            }
        );
        // Younger than this edition of the library.
        mapping.AddPropertyOverride("MetricsConfig.Metrics", Metrics);
        return mapping;
    }
}
