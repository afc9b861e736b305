namespace Amazon.Kinesis.Model;

public class StreamModeDetails
{
    public StreamMode StreamMode { get; set; }
}
