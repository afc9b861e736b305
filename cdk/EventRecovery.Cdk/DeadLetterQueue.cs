using Amazon.CDK;
using Amazon.CDK.AWS.SQS;
using Constructs;
using EventRecovery.Configuration;

namespace EventRecovery.Cdk;

/// <summary>What was invoked without waiting, and failed on every attempt.</summary>
internal static class DeadLetterQueue
{
    public static CfnQueue Create(Construct scope, StackNames names)
    {
        var queue = new CfnQueue(
            scope,
            "DeadLetters",
            new CfnQueueProps
            {
                QueueName = names.DeadLetters,
                MessageRetentionPeriod = 1_209_600,
                SqsManagedSseEnabled = true,
            }
        );
        // Requests that failed: of no use without the functions.
        queue.ApplyRemovalPolicy(RemovalPolicy.DESTROY);
        return queue;
    }
}
