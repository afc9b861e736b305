using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Constructs;
using EventRecovery.Telemetry;

namespace EventRecovery.Cdk;

/// <summary>What roles are allowed, each statement with the name that the template gives it.</summary>
internal static class Statements
{
    /// <summary>Where Lambda puts the batches that an event source mapping gives up.</summary>
    public const string GivenUpBatches = "aws/lambda/";

    public static PolicyDocument Document(params PolicyStatement[] statements) =>
        new(new PolicyDocumentProps { Statements = statements, Minimize = false });

    public static PolicyStatement Allow(string sid, string[] actions, params string[] resources) =>
        new(
            new PolicyStatementProps
            {
                Sid = sid,
                Actions = actions,
                Resources = resources,
            }
        );

    public static PolicyStatement PublishRecovered(FunctionSetting setting) =>
        Allow(
            "PublishRecovered",
            ["kinesis:DescribeStreamSummary", "kinesis:PutRecords"],
            setting.Streams.Recovered.Arn
        );

    public static PolicyStatement UseTable(string sid, FunctionSetting setting) =>
        Allow(
            sid,
            ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"],
            setting.Storage.TableArn
        );

    public static PolicyStatement KeepWhatOutgrowsThem(FunctionSetting setting) =>
        Allow(
            "KeepWhatOutgrowsThem",
            ["s3:PutObject"],
            $"{setting.Storage.BucketArn}/oversized/*",
            $"{setting.Storage.BucketArn}/parked/*"
        );

    /// <summary>Its records.</summary>
    public static PolicyStatement ReadStream(string sid, string stream, params string[] more) =>
        Allow(sid, ["kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:ListShards", .. more], stream);

    /// <summary>Its records, and how long it keeps them.</summary>
    public static PolicyStatement ReadKnownStream(string sid, string stream) =>
        ReadStream(sid, stream, "kinesis:DescribeStreamSummary");

    /// <summary>What an event source mapping asks in the function's name.</summary>
    public static PolicyStatement FeedFrom(string sid, string stream) =>
        ReadStream(sid, stream, "kinesis:DescribeStream", "kinesis:DescribeStreamSummary");

    /// <summary>Objects of another bucket, where there is one.</summary>
    public static PolicyStatement[] ReadBucket(Construct scope, string what, string? bucket, string keys)
    {
        var arn = $"arn:{Stack.Of(scope).Partition}:s3:::{bucket}";
        return bucket is null
            ? []
            :
            [
                Allow($"Read{what}Bucket", ["s3:GetObject"], $"{arn}/{keys}"),
                Allow($"List{what}Bucket", ["s3:ListBucket"], arn),
            ];
    }

    public static PolicyStatement HandOverWhatFailed(FunctionSetting setting) =>
        Allow("HandOverWhatFailed", ["sqs:SendMessage"], setting.DeadLetters.AttrArn);

    public static PolicyStatement UseTheKeys(FunctionSetting setting)
    {
        var keys = new List<string> { setting.Storage.KeyArn };
        if (setting.Props.ExistingStreamsKeyArn is { } streamsKey)
        {
            keys.Add(streamsKey);
        }

        return Allow("UseTheKeys", ["kms:Decrypt", "kms:GenerateDataKey"], [.. keys]);
    }

    public static PolicyStatement SendMetrics() =>
        new(
            new PolicyStatementProps
            {
                Sid = "SendMetrics",
                Actions = ["cloudwatch:PutMetricData"],
                Resources = ["*"],
                Conditions = new Dictionary<string, object>
                {
                    ["StringEquals"] = new Dictionary<string, object> { ["cloudwatch:namespace"] = MetricNames.Meter },
                },
            }
        );

    public static PolicyStatement WriteLogs(Construct scope, string logGroup) =>
        Allow(
            "WriteLogs",
            ["logs:CreateLogStream", "logs:PutLogEvents"],
            Stack
                .Of(scope)
                .FormatArn(
                    new ArnComponents
                    {
                        Service = "logs",
                        Resource = "log-group",
                        ResourceName = $"{logGroup}:*",
                        ArnFormat = ArnFormat.COLON_RESOURCE_NAME,
                    }
                )
        );

    public static CfnRole Role(Construct scope, string service, string policy, params PolicyStatement[] statements) =>
        new(
            scope,
            "Role",
            new CfnRoleProps
            {
                AssumeRolePolicyDocument = Document(
                    new PolicyStatement(
                        new PolicyStatementProps
                        {
                            Principals = [new ServicePrincipal(service)],
                            Actions = ["sts:AssumeRole"],
                        }
                    )
                ),
                Policies = new[]
                {
                    new CfnRole.PolicyProperty { PolicyName = policy, PolicyDocument = Document(statements) },
                },
            }
        );
}
