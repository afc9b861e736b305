using Amazon.CDK.AWS.Scheduler;
using Constructs;

namespace EventRecovery.Cdk;

/// <summary>
/// Has the Auditor audit the last full window, again and again. Asleep until it is said where the results are: against recovered events
/// alone nearly everything would be missing.
/// </summary>
public sealed class AuditSchedule : Construct
{
    public AuditSchedule(Construct scope, string id, FunctionSetting setting, string auditorArn)
        : base(scope, id)
    {
        var props = setting.Props;
        var role = Statements.Role(
            this,
            "scheduler.amazonaws.com",
            "audit",
            Statements.Allow("InvokeTheAuditor", ["lambda:InvokeFunction"], auditorArn),
            Statements.HandOverWhatFailed(setting)
        );
        _ = new CfnSchedule(
            this,
            "Schedule",
            new CfnScheduleProps
            {
                Name = setting.Names.AuditSchedule,
                Description = "Audits the last full window.",
                State = props.ResultsStreamName is null && props.ResultsBucketName is null ? "DISABLED" : "ENABLED",
                ScheduleExpression = props.AuditInterval,
                FlexibleTimeWindow = new CfnSchedule.FlexibleTimeWindowProperty { Mode = "OFF" },
                Target = new CfnSchedule.TargetProperty
                {
                    Arn = auditorArn,
                    RoleArn = role.AttrArn,
                    Input = "{}",
                    RetryPolicy = new CfnSchedule.RetryPolicyProperty
                    {
                        MaximumRetryAttempts = 2,
                        MaximumEventAgeInSeconds = 3_600,
                    },
                    DeadLetterConfig = new CfnSchedule.DeadLetterConfigProperty { Arn = setting.DeadLetters.AttrArn },
                },
            }
        );
    }
}
