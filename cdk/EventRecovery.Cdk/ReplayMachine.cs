using Amazon.CDK;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.StepFunctions;
using Constructs;

namespace EventRecovery.Cdk;

/// <summary>The state machine that replays with one worker a shard.</summary>
public sealed class ReplayMachine : Construct
{
    public ReplayMachine(Construct scope, string id, FunctionSetting setting, string replayerArn)
        : base(scope, id)
    {
        var name = setting.Names.ReplayMachine;
        var logs = new CfnLogGroup(
            this,
            "Logs",
            new CfnLogGroupProps
            {
                LogGroupName = $"/aws/vendedlogs/states/{name}",
                RetentionInDays = setting.Props.LogRetentionDays,
            }
        );
        logs.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        var role = Statements.Role(
            this,
            "states.amazonaws.com",
            "replay",
            Statements.Allow("InvokeTheReplayer", ["lambda:InvokeFunction"], replayerArn),
            Statements.Allow("StartWorkers", ["states:StartExecution"], ArnOf("stateMachine", name)),
            Statements.Allow(
                "FollowWorkers",
                ["states:DescribeExecution", "states:StopExecution"],
                ArnOf("execution", $"{name}/*")
            ),
            // Step Functions delivers its logs through these, which know no resources.
            Statements.Allow(
                "DeliverLogs",
                [
                    "logs:CreateLogDelivery",
                    "logs:DeleteLogDelivery",
                    "logs:DescribeLogGroups",
                    "logs:DescribeResourcePolicies",
                    "logs:GetLogDelivery",
                    "logs:ListLogDeliveries",
                    "logs:PutResourcePolicy",
                    "logs:UpdateLogDelivery",
                ],
                "*"
            )
        );
        var machine = new CfnStateMachine(
            this,
            "Machine",
            new CfnStateMachineProps
            {
                StateMachineName = name,
                StateMachineType = "STANDARD",
                RoleArn = role.AttrArn,
                DefinitionString = Definition(),
                DefinitionSubstitutions = new Dictionary<string, string> { ["ReplayerFunctionArn"] = replayerArn },
                LoggingConfiguration = new CfnStateMachine.LoggingConfigurationProperty
                {
                    Level = "ERROR",
                    IncludeExecutionData = true,
                    Destinations = new[]
                    {
                        new CfnStateMachine.LogDestinationProperty
                        {
                            CloudWatchLogsLogGroup = new CfnStateMachine.CloudWatchLogsLogGroupProperty
                            {
                                LogGroupArn = logs.AttrArn,
                            },
                        },
                    },
                },
            }
        );
        Arn = machine.Ref;
    }

    public string Arn { get; }

    private string ArnOf(string resource, string name) =>
        Stack
            .Of(this)
            .FormatArn(
                new ArnComponents
                {
                    Service = "states",
                    Resource = resource,
                    ResourceName = name,
                    ArnFormat = ArnFormat.COLON_RESOURCE_NAME,
                }
            );

    private static string Definition()
    {
        using var resource = typeof(ReplayMachine).Assembly.GetManifestResourceStream("replay.asl.json")!;
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }
}
