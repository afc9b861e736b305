using Amazon.CDK;
using Amazon.CDK.AWS.Kinesis;
using Constructs;

namespace EventRecovery.Cdk;

/// <summary>A stream by name and ARN, made here or not.</summary>
public sealed record StreamRef(string Name, string Arn);

/// <summary>The three streams; those that are not there yet are made.</summary>
public sealed class RecoveryStreams : Construct
{
    public RecoveryStreams(Construct scope, string id, RecoveryStackProps props, string keyArn)
        : base(scope, id)
    {
        Source = Of("Source", props.SourceStreamName, props.CreateSourceStream, props, keyArn);
        Error = Of("Error", props.ErrorStreamName, props.CreateErrorStream, props, keyArn);
        Recovered = Of("Recovered", props.RecoveredStreamName, props.CreateRecoveredStream, props, keyArn);
    }

    public StreamRef Source { get; }

    public StreamRef Error { get; }

    public StreamRef Recovered { get; }

    private StreamRef Of(string id, string name, bool make, RecoveryStackProps props, string keyArn)
    {
        if (!make)
        {
            var parts = new ArnComponents
            {
                Service = "kinesis",
                Resource = "stream",
                ResourceName = name,
            };
            return new StreamRef(name, Stack.Of(this).FormatArn(parts));
        }

        var stream = new CfnStream(
            this,
            id,
            new CfnStreamProps
            {
                Name = name,
                RetentionPeriodHours = props.StreamRetentionHours,
                StreamModeDetails = new CfnStream.StreamModeDetailsProperty { StreamMode = "ON_DEMAND" },
                StreamEncryption = new CfnStream.StreamEncryptionProperty { EncryptionType = "KMS", KeyId = keyArn },
            }
        );
        stream.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        return new StreamRef(stream.Ref, stream.AttrArn);
    }
}
