namespace EventRecovery.Streams;

/// <summary>What a reader must know of a stream before it starts.</summary>
/// <param name="CreatedAt">Tells a stream from a later one of the same name.</param>
public sealed record StreamDescription(StreamName Name, DateTimeOffset CreatedAt, TimeSpan Retention, int OpenShards);
