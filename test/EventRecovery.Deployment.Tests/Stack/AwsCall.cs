namespace EventRecovery.Deployment.Tests.Stack;

/// <summary>What a function asked of AWS, in the words of IAM.</summary>
/// <param name="Function">Its name.</param>
/// <param name="Action">Such as <c>kinesis:PutRecords</c>.</param>
/// <param name="Resource">An ARN, or <c>*</c> where the action knows no resources.</param>
internal sealed record AwsCall(string Function, string Action, string Resource);
