using Amazon.CDK.AWS.Lambda;
using Constructs;

namespace EventRecovery.Cdk;

/// <summary>The Reprocessor, fed by the error stream.</summary>
public sealed class ReprocessorFunction : RecoveryFunction
{
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
        Errors = new RecordsMapping(
            "Errors",
            BatchSize: 500,
            WindowSeconds: 5,
            // Times the timeout: about an hour, well above the claim timeout of 16 minutes.
            RetryAttempts: 10,
            RecordAgeSeconds: 604_800
        )
        {
            GivenUpTo = setting.Storage.BucketArn,
        }.Create(this, setting.Streams.Error.Arn);
    }

    /// <summary>What reads the error stream.</summary>
    public CfnEventSourceMapping Errors { get; }
}
