using Amazon.CDK.AWS.SQS;
using Constructs;
using EventRecovery.Configuration;

namespace EventRecovery.Cdk;

/// <summary>What was invoked without waiting, and failed on every attempt.</summary>
internal static class DeadLetterQueue
{
    public static CfnQueue Create(Construct scope, StackNames names) =>
        new(
            scope,
            "DeadLetters",
            new CfnQueueProps
            {
                QueueName = names.DeadLetters,
                MessageRetentionPeriod = 1_209_600,
                SqsManagedSseEnabled = true,
            }
        );
}
