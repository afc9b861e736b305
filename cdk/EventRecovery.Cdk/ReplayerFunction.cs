using Constructs;

namespace EventRecovery.Cdk;

/// <summary>The Replayer, invoked by people and by the state machine.</summary>
public sealed class ReplayerFunction : RecoveryFunction
{
    public ReplayerFunction(Construct scope, string id, FunctionSetting setting)
        : base(scope, id)
    {
        var shape = new FunctionShape(
            setting.Names.Replayer,
            "Reads a window of a stream again and recovers what nobody recovered yet.",
            "EventRecovery.Replayer",
            "replayer",
            setting.Props.ReplayerCode,
            setting.Props.ReplayerMemory,
            TimeoutSeconds: 900
        )
        {
            ReservedConcurrency = setting.Props.ReplayerConcurrency,
        };
        Create(
            setting,
            shape,
            [
                Statements.ReadKnownStream("ReadAgain", setting.Streams.Source.Arn),
                Statements.PublishRecovered(setting),
                Statements.UseTable("ClaimParkAndNoteProgress", setting),
                Statements.KeepWhatOutgrowsThem(setting),
                Statements.Allow(
                    "KeepResults",
                    ["s3:GetObject", "s3:PutObject"],
                    $"{setting.Storage.BucketArn}/drafts/*",
                    $"{setting.Storage.BucketArn}/results/*"
                ),
                Statements.Allow(
                    "ReadFindings",
                    ["s3:GetObject"],
                    $"{setting.Storage.BucketArn}/audits/*",
                    $"{setting.Storage.BucketArn}/findings/*"
                ),
                Statements.Allow("ReadBaselines", ["s3:GetObject"], $"{setting.Storage.BucketArn}/baselines/*"),
                Statements.Allow("ReadArchive", ["s3:GetObject"], $"{setting.Storage.BucketArn}/archive/*"),
                .. Statements.ReadBucket(this, "Archive", setting.Props.ArchiveBucketName, "*"),
                // S3 answers 404 for an object that is not there only to who may list the bucket, and 403 to others.
                Statements.Allow("TellMissingFromForbidden", ["s3:ListBucket"], setting.Storage.BucketArn),
                Statements.UseTheKeys(setting),
                Statements.SendMetrics(),
                Statements.WriteLogs(this, $"/aws/lambda/{shape.Name}"),
                Statements.HandOverWhatFailed(setting),
            ]
        );
        HandOverWhatFails(setting);
    }
}
