using Amazon.CDK.AWS.Lambda;
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
            Statements.Allow(
                "ReadAgain",
                [
                    "kinesis:DescribeStreamSummary",
                    "kinesis:GetRecords",
                    "kinesis:GetShardIterator",
                    "kinesis:ListShards",
                ],
                setting.Streams.Source.Arn
            ),
            Statements.PublishRecovered(setting),
            Statements.UseTable("ClaimParkAndNoteProgress", setting),
            Statements.KeepWhatOutgrowsThem(setting),
            Statements.UseTheKeys(setting),
            Statements.SendMetrics(),
            Statements.WriteLogs(this, $"/aws/lambda/{shape.Name}"),
            Statements.Allow("HandOverWhatFailed", ["sqs:SendMessage"], setting.DeadLetters.AttrArn)
        );
        _ = new CfnEventInvokeConfig(
            this,
            "AsyncInvocations",
            new CfnEventInvokeConfigProps
            {
                FunctionName = FunctionName,
                Qualifier = "$LATEST",
                MaximumRetryAttempts = 2,
                MaximumEventAgeInSeconds = 3_600,
                DestinationConfig = new CfnEventInvokeConfig.DestinationConfigProperty
                {
                    OnFailure = new CfnEventInvokeConfig.OnFailureProperty
                    {
                        Destination = setting.DeadLetters.AttrArn,
                    },
                },
            }
        );
    }
}
