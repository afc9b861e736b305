using Amazon.CDK;
using Constructs;
using EventRecovery.Configuration;

namespace EventRecovery.Cdk;

/// <summary>
/// All of a deployment: the same resources as template.yaml, property by property, which a test compares. Take its parts by themselves
/// where a stack of yours is to hold them.
/// </summary>
public sealed class RecoveryStack : Stack
{
    public RecoveryStack(Construct scope, string id, RecoveryStackProps props)
        : base(scope, id, props)
    {
        var names = new StackNames(StackName);
        var storage = new RecoveryStorage(this, "Storage", props, names);
        var streams = new RecoveryStreams(this, "Streams", props, storage.KeyArn);
        var deadLetters = DeadLetterQueue.Create(this, names);
        var setting = new FunctionSetting(props, names, storage, streams, deadLetters);

        var reprocessor = new ReprocessorFunction(this, "Reprocessor", setting);
        var replayer = new ReplayerFunction(this, "Replayer", setting);
        var auditor = new AuditorFunction(this, "Auditor", setting);
        _ = new AuditSchedule(this, "AuditSchedule", setting, auditor.FunctionArn);
        var archiver = props.CreateArchive ? new ArchiverFunction(this, "Archiver", setting) : null;
        var machine = new ReplayMachine(this, "ReplayMachine", setting, replayer.FunctionArn);

        var parts = new WatchedParts(reprocessor, replayer, auditor, archiver, machine, storage.TableName, deadLetters);
        var alarms = new RecoveryAlarms(this, "Alarms", names, parts, props.AlarmTopicArn);
        RecoveryDashboard.Create(this, names, parts, alarms.Arns);

        Output("StackName", StackName);
        Output("ReprocessorFunctionArn", reprocessor.FunctionArn);
        Output("ReplayerFunctionArn", replayer.FunctionArn);
        Output("AuditorFunctionArn", auditor.FunctionArn);
        Output("ReplayMachineArn", machine.Arn);
        Output("TableName", storage.TableName);
        Output("BucketName", storage.BucketName);
        Output(
            "DashboardUrl",
            $"https://{Region}.console.aws.amazon.com/cloudwatch/home?region={Region}#dashboards/dashboard/{names.Dashboard}"
        );
    }

    private void Output(string name, string value)
    {
        var output = new CfnOutput(this, "Output" + name, new CfnOutputProps { Value = value });
        output.OverrideLogicalId(name);
    }
}
