using Amazon.CDK;
using Amazon.CDK.AWS.DynamoDB;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.S3;
using Constructs;
using EventRecovery.Configuration;

namespace EventRecovery.Cdk;

/// <summary>Key, table and bucket; what is there already is taken. They outlive the stack.</summary>
public sealed class RecoveryStorage : Construct
{
    public RecoveryStorage(Construct scope, string id, RecoveryStackProps props, StackNames names)
        : base(scope, id)
    {
        KeyArn = props.ExistingKeyArn ?? MakeKey(names);
        TableName = props.ExistingTableName ?? MakeTable(names);
        BucketName = props.ExistingBucketName ?? MakeBucket(names, props);
    }

    public string KeyArn { get; }

    public string TableName { get; }

    public string BucketName { get; }

    public string TableArn =>
        Stack
            .Of(this)
            .FormatArn(
                new ArnComponents
                {
                    Service = "dynamodb",
                    Resource = "table",
                    ResourceName = TableName,
                }
            );

    public string BucketArn => $"arn:{Stack.Of(this).Partition}:s3:::{BucketName}";

    /// <summary>Who may use the key is said by IAM.</summary>
    private string MakeKey(StackNames names)
    {
        var key = new CfnKey(
            this,
            "Key",
            new CfnKeyProps
            {
                Description = $"Table, bucket and streams of {names.Stack}",
                EnableKeyRotation = true,
                KeyPolicy = Statements.Document(
                    new PolicyStatement(
                        new PolicyStatementProps
                        {
                            Sid = "LetIamDecide",
                            Principals = [new AccountRootPrincipal()],
                            Actions = ["kms:*"],
                            Resources = ["*"],
                        }
                    )
                ),
            }
        );
        key.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        return key.AttrArn;
    }

    private string MakeTable(StackNames names)
    {
        var table = new CfnTable(
            this,
            "Table",
            new CfnTableProps
            {
                TableName = names.Table,
                BillingMode = "PAY_PER_REQUEST",
                AttributeDefinitions = new[]
                {
                    new CfnTable.AttributeDefinitionProperty { AttributeName = "pk", AttributeType = "S" },
                    new CfnTable.AttributeDefinitionProperty { AttributeName = "sk", AttributeType = "S" },
                },
                KeySchema = new[]
                {
                    new CfnTable.KeySchemaProperty { AttributeName = "pk", KeyType = "HASH" },
                    new CfnTable.KeySchemaProperty { AttributeName = "sk", KeyType = "RANGE" },
                },
                TimeToLiveSpecification = new CfnTable.TimeToLiveSpecificationProperty
                {
                    AttributeName = "expiresAt",
                    Enabled = true,
                },
                PointInTimeRecoverySpecification = new CfnTable.PointInTimeRecoverySpecificationProperty
                {
                    PointInTimeRecoveryEnabled = true,
                },
                DeletionProtectionEnabled = true,
                SseSpecification = new CfnTable.SSESpecificationProperty
                {
                    SseEnabled = true,
                    SseType = "KMS",
                    KmsMasterKeyId = KeyArn,
                },
            }
        );
        table.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        return table.Ref;
    }

    private string MakeBucket(StackNames names, RecoveryStackProps props)
    {
        var stack = Stack.Of(this);
        var bucket = new CfnBucket(
            this,
            "Bucket",
            new CfnBucketProps
            {
                BucketName = names.Bucket(stack.Account, stack.Region),
                VersioningConfiguration = new CfnBucket.VersioningConfigurationProperty { Status = "Enabled" },
                OwnershipControls = new CfnBucket.OwnershipControlsProperty
                {
                    Rules = new[]
                    {
                        new CfnBucket.OwnershipControlsRuleProperty { ObjectOwnership = "BucketOwnerEnforced" },
                    },
                },
                PublicAccessBlockConfiguration = new CfnBucket.PublicAccessBlockConfigurationProperty
                {
                    BlockPublicAcls = true,
                    BlockPublicPolicy = true,
                    IgnorePublicAcls = true,
                    RestrictPublicBuckets = true,
                },
                BucketEncryption = new CfnBucket.BucketEncryptionProperty
                {
                    ServerSideEncryptionConfiguration = new[]
                    {
                        new CfnBucket.ServerSideEncryptionRuleProperty
                        {
                            BucketKeyEnabled = true,
                            ServerSideEncryptionByDefault = new CfnBucket.ServerSideEncryptionByDefaultProperty
                            {
                                SseAlgorithm = "aws:kms",
                                KmsMasterKeyId = KeyArn,
                            },
                        },
                    },
                },
                LifecycleConfiguration = new CfnBucket.LifecycleConfigurationProperty
                {
                    Rules = props.CreateArchive
                        ? [.. LifecycleRules, ArchiveRule(props.ArchiveRetentionDays)]
                        : LifecycleRules,
                },
            }
        );
        bucket.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        _ = new CfnBucketPolicy(
            this,
            "BucketPolicy",
            new CfnBucketPolicyProps { Bucket = bucket.Ref, PolicyDocument = TlsOnly(bucket.AttrArn) }
        );
        return bucket.Ref;
    }

    private static CfnBucket.RuleProperty[] LifecycleRules =>
        [
            new()
            {
                Id = "abandoned-uploads",
                Status = "Enabled",
                AbortIncompleteMultipartUpload = new CfnBucket.AbortIncompleteMultipartUploadProperty
                {
                    DaysAfterInitiation = 1,
                },
            },
            new()
            {
                Id = "old-versions",
                Status = "Enabled",
                NoncurrentVersionExpiration = new CfnBucket.NoncurrentVersionExpirationProperty { NoncurrentDays = 90 },
            },
            new()
            {
                Id = "drafts",
                Status = "Enabled",
                Prefix = "drafts/",
                ExpirationInDays = 30,
            },
            new()
            {
                Id = "given-up-batches",
                Status = "Enabled",
                Prefix = Statements.GivenUpBatches,
                ExpirationInDays = 400,
            },
        ];

    private static CfnBucket.RuleProperty ArchiveRule(int days) =>
        new()
        {
            Id = "archive",
            Status = "Enabled",
            Prefix = $"{ArchiverFunction.Prefix}/",
            ExpirationInDays = days,
        };

    private static PolicyDocument TlsOnly(string bucketArn) =>
        Statements.Document(
            new PolicyStatement(
                new PolicyStatementProps
                {
                    Sid = "TlsOnly",
                    Effect = Effect.DENY,
                    Principals = [new StarPrincipal()],
                    Actions = ["s3:*"],
                    Resources = [bucketArn, $"{bucketArn}/*"],
                    Conditions = new Dictionary<string, object>
                    {
                        ["Bool"] = new Dictionary<string, object> { ["aws:SecureTransport"] = "false" },
                    },
                }
            )
        );
}
