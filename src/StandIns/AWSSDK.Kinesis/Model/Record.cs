namespace Amazon.Kinesis.Model;

/// <summary>One record as it was put; its data may be a KPL aggregate of several.</summary>
public class Record
{
    public string SequenceNumber { get; set; }
    public DateTime? ApproximateArrivalTimestamp { get; set; }
    public MemoryStream Data { get; set; }
    public string PartitionKey { get; set; }
    public EncryptionType EncryptionType { get; set; }
}
