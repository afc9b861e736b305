namespace Amazon.Lambda.KinesisEvents;

/// <summary>What a Kinesis event source mapping hands to a function: records of one shard, in order.</summary>
public class KinesisEvent
{
    public IList<KinesisEventRecord> Records { get; set; }

    public class KinesisEventRecord
    {
        public string AwsRegion { get; set; }

        /// <summary>"shardId-000000000000:SEQUENCE-NUMBER": the only place that names the shard.</summary>
        public string EventId { get; set; }

        public string EventName { get; set; }
        public string EventSource { get; set; }
        public string EventSourceARN { get; set; }
        public string EventVersion { get; set; }
        public string InvokeIdentityArn { get; set; }
        public Record Kinesis { get; set; }
    }

    public class Record : Amazon.Kinesis.Model.Record
    {
        public string KinesisSchemaVersion { get; set; }
    }
}
