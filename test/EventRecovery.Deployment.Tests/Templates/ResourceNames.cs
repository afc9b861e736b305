namespace EventRecovery.Deployment.Tests.Templates;

/// <summary>Names and ARNs as AWS gives them, for the types that are used here.</summary>
internal static class ResourceNames
{
    /// <summary>The property that names a resource; null for what has no name of its own.</summary>
    public static string? PropertyOf(string type) =>
        type switch
        {
            "AWS::CloudWatch::Alarm" => "AlarmName",
            "AWS::CloudWatch::Dashboard" => "DashboardName",
            "AWS::DynamoDB::Table" => "TableName",
            "AWS::Kinesis::Stream" => "Name",
            "AWS::Lambda::Function" => "FunctionName",
            "AWS::Lambda::EventInvokeConfig" => "FunctionName",
            "AWS::Lambda::EventSourceMapping" => "FunctionName",
            "AWS::Logs::LogGroup" => "LogGroupName",
            "AWS::S3::Bucket" => "BucketName",
            "AWS::S3::BucketPolicy" => "Bucket",
            "AWS::Scheduler::Schedule" => "Name",
            "AWS::SQS::Queue" => "QueueName",
            "AWS::StepFunctions::StateMachine" => "StateMachineName",
            "AWS::IAM::Role" or "AWS::KMS::Key" => null,
            _ => throw new NotSupportedException($"{type} is new here: how is it named?"),
        };

    /// <summary>What <c>Ref</c> gives.</summary>
    public static string RefTo(string type, string? name, string identity) =>
        type switch
        {
            "AWS::StepFunctions::StateMachine" => ArnOf(type, name, identity),
            "AWS::SQS::Queue" => $"https://sqs.{Evaluation.Region}.amazonaws.com/{Evaluation.Account}/{name}",
            "AWS::IAM::Role" or "AWS::KMS::Key" or "AWS::Lambda::EventSourceMapping" => $"<{identity}>",
            _ => name!,
        };

    /// <summary>What <c>Fn::GetAtt</c> gives.</summary>
    public static string AttributeOf(string type, string? name, string identity, string attribute) =>
        attribute switch
        {
            "Arn" => ArnOf(type, name, identity),
            "QueueName" => name!,
            _ => throw new NotSupportedException($"{type}.{attribute}"),
        };

    private static string ArnOf(string type, string? name, string identity) =>
        type switch
        {
            "AWS::CloudWatch::Alarm" => Regional("cloudwatch", $"alarm:{name}"),
            "AWS::DynamoDB::Table" => Regional("dynamodb", $"table/{name}"),
            "AWS::Kinesis::Stream" => Regional("kinesis", $"stream/{name}"),
            "AWS::Lambda::Function" => Regional("lambda", $"function:{name}"),
            "AWS::Logs::LogGroup" => Regional("logs", $"log-group:{name}:*"),
            "AWS::S3::Bucket" => $"arn:aws:s3:::{name}",
            "AWS::SQS::Queue" => Regional("sqs", name!),
            "AWS::StepFunctions::StateMachine" => Regional("states", $"stateMachine:{name}"),
            _ => $"<{identity}>.Arn",
        };

    private static string Regional(string service, string resource) =>
        $"arn:aws:{service}:{Evaluation.Region}:{Evaluation.Account}:{resource}";
}
