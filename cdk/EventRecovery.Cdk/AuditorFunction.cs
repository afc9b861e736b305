using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Constructs;
using EventRecovery.Configuration;

namespace EventRecovery.Cdk;

/// <summary>The Auditor, invoked by people and by a schedule.</summary>
public sealed class AuditorFunction : RecoveryFunction
{
    public AuditorFunction(Construct scope, string id, FunctionSetting setting)
        : base(scope, id)
    {
        var shape = new FunctionShape(
            setting.Names.Auditor,
            "Says which events are missing or wrong, of the last full window or of any on request.",
            "EventRecovery.Auditor",
            "auditor",
            setting.Props.AuditorCode,
            setting.Props.AuditorMemory,
            TimeoutSeconds: 900
        )
        {
            // What is too many ids for memory goes there.
            TemporaryMegabytes = 4_096,
            Variables = VariablesOf(setting),
        };
        Create(
            setting,
            shape,
            [
                Statements.ReadKnownStream("ReadExpected", setting.Streams.Source.Arn),
                Statements.ReadStream("ReadRecovered", setting.Streams.Recovered.Arn),
                .. ReadResults(setting),
                // Why an event is missing.
                Statements.Allow("ReadParked", ["dynamodb:Query"], setting.Storage.TableArn),
                Statements.Allow("ReadLargeParked", ["s3:GetObject"], $"{setting.Storage.BucketArn}/parked/*"),
                Statements.Allow("NoteCompleteness", ["dynamodb:PutItem"], setting.Storage.TableArn),
                Statements.Allow("KeepFindings", ["s3:PutObject"], $"{setting.Storage.BucketArn}/audits/*"),
                Statements.UseTheKeys(setting),
                Statements.SendMetrics(),
                Statements.WriteLogs(this, $"/aws/lambda/{shape.Name}"),
                Statements.HandOverWhatFailed(setting),
            ]
        );
        HandOverWhatFails(setting);
    }

    private PolicyStatement[] ReadResults(FunctionSetting setting)
    {
        var props = setting.Props;
        var stream = new ArnComponents
        {
            Service = "kinesis",
            Resource = "stream",
            ResourceName = props.ResultsStreamName,
        };
        return
        [
            .. props.ResultsStreamName is null
                ? (PolicyStatement[])[]
                : [Statements.ReadStream("ReadResultsStream", Stack.Of(this).FormatArn(stream))],
            .. Statements.ReadBucket(this, "Results", props.ResultsBucketName, $"{props.ResultsPrefix}*"),
        ];
    }

    private static Dictionary<string, string> VariablesOf(FunctionSetting setting)
    {
        var props = setting.Props;
        // A later source supersedes an earlier one, as recovered events do results.
        string?[] processed =
        [
            props.ResultsStreamName is null ? null : $"stream:{props.ResultsStreamName}",
            props.ResultsBucketName is null ? null : $"s3://{props.ResultsBucketName}/{props.ResultsPrefix}",
            $"stream:{props.RecoveredStreamName}",
        ];
        return new()
        {
            [Variables.AuditExpected] = $"stream:{props.SourceStreamName}",
            [Variables.AuditProcessed] = string.Join(',', processed.OfType<string>()),
            [Variables.AuditCompare] = props.AuditCompare ?? "",
            [Variables.AuditLength] = props.AuditLength,
            [Variables.AuditGrace] = props.AuditGrace,
        };
    }
}
