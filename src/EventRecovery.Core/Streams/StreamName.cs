namespace EventRecovery.Streams;

/// <summary>The name of a Kinesis data stream, 1 to 128 characters, as the account and region know it.</summary>
public readonly record struct StreamName(string Value)
{
    public override string ToString() => Value;
}
