using Amazon.Runtime;

namespace Amazon.Kinesis;

/// <summary>Who decides on the number of shards.</summary>
public class StreamMode : ConstantClass
{
    public static readonly StreamMode ON_DEMAND = new("ON_DEMAND");
    public static readonly StreamMode PROVISIONED = new("PROVISIONED");

    public StreamMode(string value)
        : base(value) { }

    public static StreamMode FindValue(string value) => FindValue<StreamMode>(value);

    public static implicit operator StreamMode(string value) => FindValue(value);
}
