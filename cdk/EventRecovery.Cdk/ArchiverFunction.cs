using Constructs;
using EventRecovery.Configuration;

namespace EventRecovery.Cdk;

/// <summary>The Reprocessor's executable once more, fed by the source stream, whose records it keeps.</summary>
public sealed class ArchiverFunction : RecoveryFunction
{
    /// <summary>Where in the bucket.</summary>
    internal const string Prefix = "archive";

    public ArchiverFunction(Construct scope, string id, FunctionSetting setting)
        : base(scope, id)
    {
        var shape = new FunctionShape(
            setting.Names.Archiver,
            "Keeps the records of the source stream for replays of what the stream has forgotten.",
            "EventRecovery.Reprocessor",
            "archiver",
            setting.Props.ReprocessorCode,
            MemoryMegabytes: 512,
            TimeoutSeconds: 300
        )
        {
            Variables = new Dictionary<string, string> { [Variables.ArchivePrefix] = Prefix },
        };
        Create(
            setting,
            shape,
            Statements.FeedFrom("ReadSource", setting.Streams.Source.Arn),
            Statements.Allow("KeepArchive", ["s3:PutObject"], $"{setting.Storage.BucketArn}/{Prefix}/*"),
            Statements.UseTheKeys(setting),
            Statements.SendMetrics(),
            Statements.WriteLogs(this, $"/aws/lambda/{shape.Name}")
        );
        new RecordsMapping(
            "Records",
            // An object is one batch: few and large ones, as far as Lambda's 6 MB go.
            BatchSize: 10_000,
            WindowSeconds: 60,
            // What is given up is a gap in the archive: so nothing is, as long as the stream holds it.
            RetryAttempts: -1,
            RecordAgeSeconds: -1
        ).Create(this, setting.Streams.Source.Arn);
    }
}
