using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;
using Constructs;

namespace EventRecovery.Cdk;

/// <summary>What the functions have in common: a log group, a role that allows just the statements given, and the function.</summary>
public abstract class RecoveryFunction : Construct
{
    protected RecoveryFunction(Construct scope, string id)
        : base(scope, id) { }

    public string FunctionName => Function.Ref;

    public string FunctionArn => Function.AttrArn;

    /// <summary>The resource itself, for what is not foreseen here.</summary>
    public CfnFunction Function { get; private set; } = null!;

    /// <summary>What was invoked without waiting is tried twice more, and goes to the dead letters then.</summary>
    private protected void HandOverWhatFails(FunctionSetting setting) =>
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

    private protected void Create(FunctionSetting setting, FunctionShape shape, params PolicyStatement[] statements)
    {
        var logs = new CfnLogGroup(
            this,
            "Logs",
            new CfnLogGroupProps
            {
                LogGroupName = $"/aws/lambda/{shape.Name}",
                RetentionInDays = setting.Props.LogRetentionDays,
            }
        );
        logs.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        var role = Statements.Role(this, "lambda.amazonaws.com", shape.Policy, statements);
        var code = shape.Code.Bind(this).S3Location!;
        Function = new CfnFunction(
            this,
            "Function",
            new CfnFunctionProps
            {
                FunctionName = shape.Name,
                Description = shape.Description,
                Code = new CfnFunction.CodeProperty { S3Bucket = code.BucketName, S3Key = code.ObjectKey },
                Handler = shape.Handler,
                Role = role.AttrArn,
                Runtime = setting.Props.Runtime,
                Architectures = [setting.Props.Architecture],
                MemorySize = shape.MemoryMegabytes,
                Timeout = shape.TimeoutSeconds,
                ReservedConcurrentExecutions = shape.ReservedConcurrency,
                TracingConfig = new CfnFunction.TracingConfigProperty { Mode = "PassThrough" },
                LoggingConfig = new CfnFunction.LoggingConfigProperty { LogGroup = logs.Ref },
                EphemeralStorage = shape.TemporaryMegabytes is { } size
                    ? new CfnFunction.EphemeralStorageProperty { Size = size }
                    : null,
                Environment = new CfnFunction.EnvironmentProperty
                {
                    Variables = new Dictionary<string, string>(setting.Variables.Concat(shape.Variables)),
                },
            }
        );
    }
}

/// <summary>What tells one function from another.</summary>
internal sealed record FunctionShape(
    string Name,
    string Description,
    string Handler,
    string Policy,
    Code Code,
    int MemoryMegabytes,
    int TimeoutSeconds
)
{
    public double? ReservedConcurrency { get; init; }

    /// <summary>What it may put into its temporary folder; null for what Lambda gives by itself.</summary>
    public double? TemporaryMegabytes { get; init; }

    /// <summary>Beyond those of every function.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();
}
