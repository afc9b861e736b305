using Amazon.CDK.AWS.SQS;
using EventRecovery.Configuration;

namespace EventRecovery.Cdk;

/// <summary>What the functions have around them.</summary>
public sealed record FunctionSetting(
    RecoveryStackProps Props,
    StackNames Names,
    RecoveryStorage Storage,
    RecoveryStreams Streams,
    CfnQueue DeadLetters
)
{
    /// <summary>The variables that every function reads.</summary>
    public Dictionary<string, string> Variables =>
        new()
        {
            [Configuration.Variables.Table] = Storage.TableName,
            [Configuration.Variables.RecoveredStream] = Streams.Recovered.Name,
            [Configuration.Variables.Bucket] = Storage.BucketName,
            [Configuration.Variables.Rates] = Props.Rates,
        };
}
