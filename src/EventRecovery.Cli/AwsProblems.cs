using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using EventRecovery.Cli.Output;
using EventRecovery.Streams;

namespace EventRecovery.Cli;

/// <summary>What AWS refuses, in words that say what to look at.</summary>
internal static class AwsProblems
{
    private const string Endpoints =
        "AWS_REGION, the credentials and, for the local stack, the AWS_ENDPOINT_URL variables decide who is asked.";

    /// <summary>Null for a failure that is none of AWS's.</summary>
    public static Problem? Explain(Exception failure) =>
        failure switch
        {
            StreamNotFoundException stream => new Problem(stream.Message) { Next = Endpoints },
            ResourceNotFoundException table => new Problem($"DynamoDB has no such table: {table.Message}")
            {
                Next = Endpoints,
            },
            TransientFailureException passing => new Problem(passing.Message)
            {
                Next = "That may pass. Run the same command again; what was done is not repeated.",
            },
            AmazonServiceException refusal => new Problem($"AWS refuses: {refusal.ErrorCode}: {refusal.Message}")
            {
                Next = Endpoints,
            },
            AmazonClientException client => new Problem(client.Message) { Next = Endpoints },
            _ => null,
        };
}
